package com.docurift.api.jobs;

import com.docurift.accounts.Scope;
import com.docurift.api.Accepted;
import com.docurift.api.ApiException;
import com.docurift.api.CurrentCaller;
import com.docurift.api.ErrorCode;
import com.docurift.api.RequiresScope;
import com.docurift.jobs.Jobs;
import com.docurift.jobs.ResultOutcome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /v1/jobs/{id}/result}: what was read from the document, alone; the {@code resultUrl} of webhooks that could not carry it. */
@Path("/v1/jobs/{id}/result")
@Tag(name = "Jobs")
public class JobResultResource {
    private static final String MARKDOWN = "text/markdown";
    private static final String CSV = "text/csv";
    private static final List<String> OFFERED =
            List.of(MediaType.APPLICATION_JSON, MARKDOWN, MediaType.TEXT_PLAIN, CSV);

    private final Jobs jobs;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    @Inject
    JobResultResource(Jobs jobs, CurrentCaller caller, ObjectMapper json) {
        this.jobs = jobs;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @RequiresScope(Scope.JOBS_READ)
    @Operation(
            summary = "The result of a completed job",
            description =
                    "As the Accept header asks: JSON with the result itself as data, Markdown, the plain text of the document, or its"
                            + " tables as CSV (an empty body when there are none).")
    @APIResponse(
            responseCode = "200",
            description = "The result",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON),
                @Content(mediaType = MARKDOWN),
                @Content(mediaType = MediaType.TEXT_PLAIN),
                @Content(mediaType = CSV)
            })
    @APIResponse(responseCode = "404", description = "No such job in your organisation, or its document was deleted")
    @APIResponse(responseCode = "406", description = "The result cannot be had in a type that is accepted")
    @APIResponse(responseCode = "409", description = "The job is not completed")
    public Uni<Response> result(@RestPath String id, @RestHeader(HttpHeaders.ACCEPT) @Nullable String accept) {
        String type = Accepted.best(accept, OFFERED);
        var found = jobs.result(caller.get().organizationId(), id).map(JobResultResource::ready);
        var body = type.equals(MediaType.APPLICATION_JSON)
                ? found.map(result -> "{\"success\":true,\"data\":" + result + "}")
                : rendered(found, type);
        return body.map(text -> Response.ok(text)
                .type(type + ";charset=UTF-8")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build());
    }

    /** A result may be large: it is not rendered on the event loop. */
    private Uni<String> rendered(Uni<String> found, String type) {
        var context = Vertx.currentContext();
        return found.emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::tree)
                .map(result -> switch (type) {
                    case MARKDOWN -> ResultTexts.markdown(result);
                    case CSV -> ResultTexts.csv(result);
                    default -> ResultTexts.plain(result);
                })
                .emitOn(step -> context.runOnContext(back -> step.run()));
    }

    private JsonNode tree(String result) {
        try {
            return json.readTree(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A stored result is sound JSON", impossible);
        }
    }

    private static String ready(ResultOutcome outcome) {
        if (outcome instanceof ResultOutcome.Ready ready) {
            return ready.json();
        }
        if (outcome instanceof ResultOutcome.NotCompleted other) {
            throw new ApiException(
                    ErrorCode.JOB_NOT_COMPLETED, "The job is " + other.status().wireName() + " and has no result");
        }
        throw outcome instanceof ResultOutcome.NoJob
                ? new ApiException(ErrorCode.JOB_NOT_FOUND, "There is no job with this id")
                : new ApiException(ErrorCode.DOCUMENT_NOT_FOUND, "The document of this job was deleted");
    }
}
