package com.docurift.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A document as clients see it: what was handed in, and how far its newest job is.
 *
 * @param jobId the newest job over it
 * @param createdAt when it was handed in; ISO 8601, UTC, whole seconds, as all times here
 * @param processedAt the end of its job
 * @param expiresAt until when it can be had
 * @param confidence 0–1
 * @param result the JSON of the result; only in answers that ask for it
 * @param rawText the text of the document; only where it is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentView(
        String id,
        String jobId,
        JobStatus status,
        String documentType,
        @Nullable String detectedDocumentType,
        String fileName,
        long fileSize,
        String mimeType,
        @Nullable Integer pageCount,
        @Nullable Double confidence,
        String createdAt,
        @Nullable String processedAt,
        String expiresAt,
        @Nullable JobError error,
        @JsonRawValue @JsonProperty("result") @Nullable String result,
        @Nullable String rawText) {
    /** The same with the text of the document. */
    public DocumentView withRawText(String text) {
        return new DocumentView(
                id,
                jobId,
                status,
                documentType,
                detectedDocumentType,
                fileName,
                fileSize,
                mimeType,
                pageCount,
                confidence,
                createdAt,
                processedAt,
                expiresAt,
                error,
                result,
                text);
    }
}
