package com.docurift.api.submit;

import com.docurift.accounts.Scope;
import com.docurift.api.CurrentCaller;
import com.docurift.api.Envelope;
import com.docurift.api.RequiresScope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Submits documents for asynchronous processing. */
@Path("/v1/documents/process/async")
@Tag(name = "Documents")
public class SubmitResource {
    private final Intake intake;
    private final CurrentCaller caller;

    @Inject
    SubmitResource(Intake intake, CurrentCaller caller) {
        this.intake = intake;
        this.caller = caller;
    }

    /** Takes a document in. When it answers, document and job survive the loss of any process. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.JOBS_WRITE)
    @Operation(
            summary = "Submit a document",
            description = "202 means durable: the job and the document survive any crash.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA,
                            schema = @Schema(implementation = SubmitForm.class)))
    @APIResponse(responseCode = "202", description = "The job, and where to follow it")
    public Uni<Response> submit(@Context HttpServerRequest request) {
        var accepted = intake.take(request, caller.get().organizationId());
        return UniHelper.toUni(accepted).map(SubmitResource::answer);
    }

    private static Response answer(AcceptedJob accepted) {
        // Set as a header, not as a location: JAX-RS would make it absolute from the Host that the client happened to
        // use.
        return Response.accepted(Envelope.of(accepted))
                .header(HttpHeaders.LOCATION, accepted.statusUrl())
                .build();
    }
}
