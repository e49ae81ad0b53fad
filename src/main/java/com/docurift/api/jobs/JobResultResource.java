package com.docurift.api.jobs;

import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.CurrentCaller;
import com.docurift.api.ErrorCode;
import com.docurift.api.RequiresScope;
import com.docurift.jobs.JobStatus;
import com.docurift.jobs.JobView;
import com.docurift.jobs.Jobs;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/jobs/{id}/result}: what was read from the document, alone; the {@code resultUrl} of webhooks that could not carry it. */
@Path("/v1/jobs/{id}/result")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobResultResource {
    private final Jobs jobs;
    private final CurrentCaller caller;

    @Inject
    JobResultResource(Jobs jobs, CurrentCaller caller) {
        this.jobs = jobs;
        this.caller = caller;
    }

    @GET
    @RequiresScope(Scope.JOBS_READ)
    @Operation(summary = "The result of a completed job")
    @APIResponse(responseCode = "200", description = "The result itself as data")
    @APIResponse(responseCode = "404", description = "No such job in your organisation")
    @APIResponse(responseCode = "409", description = "The job is not completed")
    public Uni<String> result(@RestPath String id) {
        return jobs.find(caller.get().organizationId(), id, true)
                .map(JobsResource::found)
                .map(JobResultResource::envelope);
    }

    private static String envelope(JobView job) {
        if (job.status() != JobStatus.COMPLETED) {
            throw new ApiException(
                    ErrorCode.JOB_NOT_COMPLETED, "The job is " + job.status().wireName() + " and has no result");
        }
        return "{\"success\":true,\"data\":" + job.result() + "}";
    }
}
