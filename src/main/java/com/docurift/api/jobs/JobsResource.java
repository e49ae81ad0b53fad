package com.docurift.api.jobs;

import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.CurrentCaller;
import com.docurift.api.Envelope;
import com.docurift.api.ErrorCode;
import com.docurift.api.ListCursor;
import com.docurift.api.PageRequest;
import com.docurift.api.Pagination;
import com.docurift.api.RequiresScope;
import com.docurift.jobs.JobView;
import com.docurift.jobs.Jobs;
import com.docurift.stream.JobStreams;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/jobs}: one job in every state, at once or when it has ended, and the list of an organisation's jobs. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobsResource {
    private static final int LONGEST_WAIT = 60;

    private final Jobs jobs;
    private final JobStreams streams;
    private final CurrentCaller caller;

    @Inject
    JobsResource(Jobs jobs, JobStreams streams, CurrentCaller caller) {
        this.jobs = jobs;
        this.streams = streams;
        this.caller = caller;
    }

    /** One page of jobs. */
    public record JobList(List<JobView> jobs, Pagination pagination) {}

    @GET
    @Path("/{id}")
    @RequiresScope(Scope.JOBS_READ)
    @Operation(
            summary = "A job in its present state, with its result when it is completed",
            description =
                    "With wait=S (1 to 60) the answer comes when the job has ended, or after S seconds as it is then.")
    @APIResponse(responseCode = "200", description = "The job, also when it failed")
    @APIResponse(responseCode = "404", description = "No such job in your organisation")
    public Uni<Envelope<JobView>> job(
            @RestPath String id, @RestQuery @Nullable String wait, @RestQuery @Nullable String include) {
        boolean withResult = withResult(include);
        int seconds = seconds(wait);
        String organization = caller.get().organizationId();
        var asked =
                seconds == 0 ? find(organization, id, withResult) : findEnded(organization, id, withResult, seconds);
        return asked.map(Envelope::of);
    }

    @GET
    @RequiresScope(Scope.JOBS_READ)
    @Operation(
            summary = "Your organisation's jobs without results",
            description =
                    "Filters narrow together. metadata.KEY=value compares a top-level value of the callbackMetadata as text.")
    @Parameter(name = "page", in = ParameterIn.QUERY, description = "From 1")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 when absent")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of an earlier page; wins over page")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "pending, processing, completed or failed")
    @Parameter(name = "documentType", in = ParameterIn.QUERY, description = "As asked for; general means generic")
    @Parameter(name = "batchId", in = ParameterIn.QUERY, description = "Only jobs of this batch")
    @Parameter(
            name = "startDate",
            in = ParameterIn.QUERY,
            description = "Created then or later: a date, or a time (RFC 3339)")
    @Parameter(
            name = "endDate",
            in = ParameterIn.QUERY,
            description = "Created then or earlier: a date is its whole UTC day")
    @Parameter(name = "sortBy", in = ParameterIn.QUERY, description = "createdAt (when absent) or updatedAt")
    @Parameter(name = "sortOrder", in = ParameterIn.QUERY, description = "desc (when absent) or asc")
    @APIResponse(responseCode = "200", description = "A page of jobs")
    public Uni<Envelope<JobList>> list(@Context HttpServerRequest request) {
        var page = PageRequest.of(request);
        var query = JobFilters.of(request.params(), caller.get().organizationId());
        var cursor = ListCursor.of(page);
        var position = JobFilters.position(cursor, query.sort());
        Long known = cursor == null ? null : cursor.total();
        return jobs.list(query, position, page.offset(), page.rowsToRead(), known)
                .map(found -> {
                    var rows = page.page(
                            found.jobs(),
                            found.total(),
                            job -> JobFilters.cursor(job, query.sort(), found.total())
                                    .text());
                    return Envelope.of(new JobList(rows.rows(), rows.pagination()));
                });
    }

    private Uni<JobView> find(String organization, String id, boolean withResult) {
        return jobs.find(organization, id, withResult).map(JobsResource::found);
    }

    // The wait begins before the first look, so that an end between the two is not missed.
    private Uni<JobView> findEnded(String organization, String id, boolean withResult, int seconds) {
        var ended = streams.terminal(id)
                .ifNoItem()
                .after(Duration.ofSeconds(seconds))
                .recoverWithUni(Uni.createFrom().voidItem())
                .subscribeAsCompletionStage();
        var context = Vertx.currentContext();
        return find(organization, id, withResult)
                .chain(job -> job.status().isTerminal()
                        ? Uni.createFrom().item(job)
                        : Uni.createFrom()
                                .completionStage(ended)
                                .emitOn(step ->
                                        context.runOnContext(back -> step.run())) // the tap has a thread of its own
                                .chain(() -> find(organization, id, withResult)))
                .eventually(() -> ended.cancel(false));
    }

    static JobView found(@Nullable JobView job) {
        if (job == null) {
            throw new ApiException(ErrorCode.JOB_NOT_FOUND, "There is no job with this id");
        }
        return job;
    }

    private static boolean withResult(@Nullable String include) {
        if (include == null || include.isEmpty() || include.equals("result")) {
            return true;
        }
        if (include.equals("none")) {
            return false;
        }
        throw ApiException.notOneOf("include", List.of("result", "none"));
    }

    private static int seconds(@Nullable String wait) {
        if (wait == null || wait.isEmpty()) {
            return 0;
        }
        if (wait.matches("[0-9]{1,2}")) {
            int seconds = Integer.parseInt(wait);
            if (seconds >= 1 && seconds <= LONGEST_WAIT) {
                return seconds;
            }
        }
        throw ApiException.invalid("wait", "wait must be a whole number of seconds from 1 to " + LONGEST_WAIT);
    }
}
