package com.docurift.jobs;

import com.docurift.documents.StoredDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, checked.
 *
 * @param organizationId whose job it will be
 * @param document what to analyse; its row is written together with the job
 * @param documentType wire name, {@code generic} for {@code general}
 * @param highPriority whether it starts before normal ones of the same organisation
 * @param language ISO 639-1
 * @param metadata the submitter's JSON object, letter by letter; absent when none was given
 * @param webhook the job's own endpoint, if any
 * @param traceparent W3C Trace Context of the request
 */
public record Submission(
        String organizationId,
        StoredDocument document,
        String documentType,
        boolean highPriority,
        String language,
        boolean extractTables,
        boolean ocrFallback,
        @Nullable String metadata,
        @Nullable OwnWebhook webhook,
        String traceparent) {

    /** A one-job endpoint: where, and the secret that signs. */
    public record OwnWebhook(String url, String secret) {
        @Override
        public String toString() {
            return "OwnWebhook[secret hidden]";
        }
    }
}
