package com.docurift.api.jobs;

import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.CurrentCaller;
import com.docurift.api.Envelope;
import com.docurift.api.ErrorCode;
import com.docurift.api.RequiresScope;
import com.docurift.jobs.EarlyEnds;
import com.docurift.jobs.JobView;
import com.docurift.jobs.Jobs;
import com.docurift.jobs.Retries;
import com.docurift.jobs.RetryOutcome;
import com.docurift.platform.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** What clients do to a job that is there: cancel it, or try it again. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RequiresScope(Scope.JOBS_WRITE)
@Tag(name = "Jobs")
public class JobActionsResource {
    private final Jobs jobs;
    private final EarlyEnds ends;
    private final Retries retries;
    private final CurrentCaller caller;

    @Inject
    JobActionsResource(Jobs jobs, EarlyEnds ends, Retries retries, CurrentCaller caller) {
        this.jobs = jobs;
        this.ends = ends;
        this.retries = retries;
        this.caller = caller;
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            summary = "Cancel a job that has not ended",
            description = "It fails with the code CANCELLED; an analysis that runs is stopped.")
    @APIResponse(responseCode = "200", description = "The job, failed")
    @APIResponse(responseCode = "404", description = "No such job in your organisation")
    @APIResponse(responseCode = "409", description = "The job has ended before")
    public Uni<Envelope<JobView>> cancel(@RestPath String id) {
        String organization = caller.get().organizationId();
        return ends.cancel(organization, id)
                .chain(cancelled -> jobs.find(organization, id, false)
                        .map(JobsResource::found)
                        .map(job -> cancelled ? Envelope.of(job) : notCancellable(job)));
    }

    @POST
    @Path("/{id}/retry")
    @Operation(
            summary = "Try a failed job again",
            description =
                    "Makes a new job over the same document, with the same wishes and the same webhook of its own.")
    @APIResponse(responseCode = "202", description = "The new job; retryOf names the failed one")
    @APIResponse(responseCode = "404", description = "No such job in your organisation, or its document was deleted")
    @APIResponse(responseCode = "409", description = "The job has not failed")
    public Uni<Response> retry(@RestPath String id, @RestHeader("traceparent") @Nullable String traceparent) {
        return retries.retry(caller.get().organizationId(), id, TraceParent.from(traceparent))
                .map(JobActionsResource::answer);
    }

    private static Envelope<JobView> notCancellable(JobView job) {
        throw new ApiException(
                ErrorCode.JOB_NOT_CANCELLABLE,
                "The job has ended: it is " + job.status().wireName());
    }

    private static Response answer(RetryOutcome outcome) {
        if (outcome instanceof RetryOutcome.Made made) {
            return Response.accepted(Envelope.of(made.job()))
                    .header(HttpHeaders.LOCATION, "/v1/jobs/" + made.job().id())
                    .build();
        }
        if (outcome instanceof RetryOutcome.NotFailed other) {
            throw new ApiException(
                    ErrorCode.JOB_NOT_RETRYABLE,
                    "Only a failed job can be tried again; this one is "
                            + other.status().wireName());
        }
        throw outcome instanceof RetryOutcome.NoJob
                ? new ApiException(ErrorCode.JOB_NOT_FOUND, "There is no job with this id")
                : new ApiException(ErrorCode.DOCUMENT_NOT_FOUND, "The document of this job was deleted");
    }
}
