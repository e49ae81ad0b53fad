package com.docurift.api.documents;

import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.Choices;
import com.docurift.api.CurrentCaller;
import com.docurift.api.Envelope;
import com.docurift.api.ErrorCode;
import com.docurift.api.ListCursor;
import com.docurift.api.PageRequest;
import com.docurift.api.Pagination;
import com.docurift.api.RequiresScope;
import com.docurift.documents.Documents;
import com.docurift.jobs.DocumentJobs;
import com.docurift.jobs.DocumentView;
import com.docurift.platform.Time;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /v1/documents}: what was handed in, its bytes, and its end. */
@Path("/v1/documents")
@Tag(name = "Documents")
public class DocumentsResource {
    private static final List<String> NO_OR_YES = List.of("false", "true");

    private final DocumentJobs jobs;
    private final Documents documents;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    @Inject
    DocumentsResource(DocumentJobs jobs, Documents documents, CurrentCaller caller, ObjectMapper json) {
        this.jobs = jobs;
        this.documents = documents;
        this.caller = caller;
        this.json = json;
    }

    /** One page of documents. */
    public record DocumentList(List<DocumentView> documents, Pagination pagination) {}

    /** What is left of a deleted document. */
    public record DeletedDocument(String id, String deletedAt) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.JOBS_READ)
    @Operation(summary = "Your organisation's documents without results")
    @Parameter(name = "page", in = ParameterIn.QUERY, description = "From 1")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 when absent")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of an earlier page; wins over page")
    @Parameter(name = "documentType", in = ParameterIn.QUERY, description = "As asked for; general means generic")
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "queued or pending, processing, completed, failed")
    @Parameter(
            name = "startDate",
            in = ParameterIn.QUERY,
            description = "Handed in then or later: a date, or a time (RFC 3339)")
    @Parameter(
            name = "endDate",
            in = ParameterIn.QUERY,
            description = "Handed in then or earlier: a date is its whole UTC day")
    @Parameter(name = "search", in = ParameterIn.QUERY, description = "Part of the file name in any case, or the id")
    @Parameter(
            name = "sortBy",
            in = ParameterIn.QUERY,
            description = "createdAt (when absent), processedAt, fileName or confidence")
    @Parameter(name = "sortOrder", in = ParameterIn.QUERY, description = "desc (when absent) or asc")
    @APIResponse(responseCode = "200", description = "A page of documents")
    public Uni<Envelope<DocumentList>> list(@Context HttpServerRequest request) {
        var page = PageRequest.of(request);
        var query = DocumentFilters.of(request.params(), caller.get().organizationId());
        var cursor = ListCursor.of(page);
        var position = DocumentFilters.position(cursor, query.sort());
        Long known = cursor == null ? null : cursor.total();
        return jobs.list(query, position, page.offset(), page.rowsToRead(), known)
                .map(found -> {
                    var rows = page.page(
                            found.documents(),
                            found.total(),
                            document -> DocumentFilters.cursor(document, query.sort(), found.total())
                                    .text());
                    return Envelope.of(new DocumentList(rows.rows(), rows.pagination()));
                });
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.JOBS_READ)
    @Operation(summary = "A document with its result, when its newest job is completed")
    @Parameter(name = "includeRawText", in = ParameterIn.QUERY, description = "true adds the text as rawText")
    @APIResponse(responseCode = "200", description = "The document")
    @APIResponse(responseCode = "404", description = "No such document in your organisation")
    public Uni<Envelope<DocumentView>> document(@RestPath String id, @Context HttpServerRequest request) {
        boolean withText =
                Choices.among(request.params(), "includeRawText", NO_OR_YES).equals("true");
        var context = Vertx.currentContext();
        var found = jobs.find(caller.get().organizationId(), id).map(DocumentsResource::found);
        return (withText
                        ? found.emitOn(Infrastructure.getDefaultWorkerPool()) // a result may be large
                                .map(this::withRawText)
                                .emitOn(step -> context.runOnContext(back -> step.run()))
                        : found)
                .map(Envelope::of);
    }

    @GET
    @Path("/{id}/content")
    @RequiresScope(Scope.JOBS_READ)
    @Operation(summary = "The original bytes of a document")
    @APIResponse(responseCode = "200", description = "The file, as an attachment")
    @APIResponse(responseCode = "404", description = "No such document in your organisation")
    public Uni<Response> content(@RestPath String id) {
        return documents
                .original(caller.get().organizationId(), id)
                .map(found -> Attachment.of(found.orElseThrow(DocumentsResource::missing)));
    }

    @DELETE
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.JOBS_WRITE)
    @Operation(
            summary = "Delete a document with all that was read from it, for good",
            description = "A job that runs over it is cancelled first. Its jobs stay in the lists, without results.")
    @APIResponse(responseCode = "200", description = "Deleted")
    @APIResponse(responseCode = "404", description = "No such document in your organisation")
    public Uni<Envelope<DeletedDocument>> delete(@RestPath String id) {
        return jobs.delete(caller.get().organizationId(), id)
                .map((Optional<Instant> at) -> at.orElseThrow(DocumentsResource::missing))
                .map(at -> Envelope.of(new DeletedDocument(id, Time.seconds(at))));
    }

    private DocumentView withRawText(DocumentView document) {
        String result = document.result();
        if (result == null) {
            return document;
        }
        try {
            var tree = json.readTree(result);
            var text = tree.has("document") ? tree.path("document").path("rawText") : tree.path("rawText");
            return document.withRawText(text.asText(""));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A stored result is sound JSON", impossible);
        }
    }

    private static DocumentView found(@Nullable DocumentView document) {
        if (document == null) {
            throw missing();
        }
        return document;
    }

    private static ApiException missing() {
        return new ApiException(ErrorCode.DOCUMENT_NOT_FOUND, "There is no document with this id");
    }
}
