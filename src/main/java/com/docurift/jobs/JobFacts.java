package com.docurift.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What is the same in every event of a job.
 *
 * @param metadata the submitter's JSON object, letter by letter
 * @param traceparent W3C Trace Context of the request that submitted the job
 */
public record JobFacts(
        String jobId,
        String documentId,
        String organizationId,
        @Nullable String batchId,
        String fileName,
        long fileSize,
        String mimeType,
        String documentType,
        @Nullable String metadata,
        String traceparent) {}
