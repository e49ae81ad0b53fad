package com.docurift.jobs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients see it: the resource of {@code GET /v1/jobs/{id}}. The first six keys keep their order; what is not known yet is left
 * out.
 *
 * @param progress 0–100, never falls; 100 exactly when completed
 * @param createdAt ISO 8601, UTC, whole seconds, as all times here
 * @param fileSize bytes
 * @param metadata the submitter's JSON object, letter by letter
 * @param processingMs from the first start to the end, milliseconds
 * @param expiresAt until when the document and its result can be had
 * @param confidence 0–1
 * @param result the JSON of the result; only in answers that ask for it
 * @param notes a JSON object of further fields, {@code failedPages[{page, code}]} and {@code warnings[{code, message}]}; only beside a result
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"id", "status", "progress", "documentType", "createdAt", "updatedAt"})
public record JobView(
        String id,
        JobStatus status,
        int progress,
        String documentType,
        String createdAt,
        String updatedAt,
        String documentId,
        @Nullable String batchId,
        @Nullable String retryOf,
        @Nullable String detectedDocumentType,
        String fileName,
        long fileSize,
        String mimeType,
        @Nullable Integer pageCount,
        @Nullable Integer pagesProcessed,
        String priority,
        String language,
        boolean extractTables,
        boolean ocrFallback,
        @JsonRawValue @Nullable String metadata,
        int attempts,
        @Nullable String startedAt,
        @Nullable String completedAt,
        @Nullable Long processingMs,
        String expiresAt,
        @Nullable Double confidence,
        @JsonRawValue @JsonProperty("result") @Nullable String result,
        @JsonIgnore @Nullable String notes,
        @Nullable JobError error) {

    /** Further fields of a completed job, when there is something to say beside its result. */
    @JsonAnyGetter
    @Schema(hidden = true)
    public Map<String, Object> fieldsOfNotes() {
        return notes == null ? Map.of() : new JsonObject(notes).getMap();
    }
}
