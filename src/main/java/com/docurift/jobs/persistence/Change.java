package com.docurift.jobs.persistence;

import com.docurift.events.EventType;
import com.docurift.jobs.JobError;
import com.docurift.jobs.JobStatus;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has to say about its job: progress, or the end. It takes effect only while the job is in that very attempt.
 *
 * @param eventHead {@code data} of the event up to its sequence, which the statement fills in
 * @param eventTail the rest of it
 * @param result the JSON of a completed job's result; absent when it lies in the document store
 */
public record Change(
        String jobId,
        int attempt,
        JobStatus status,
        int progress,
        @Nullable Integer pageCount,
        @Nullable Integer pagesProcessed,
        @Nullable Double confidence,
        @Nullable JobError error,
        @Nullable String result,
        @Nullable String evidence,
        String eventId,
        EventType eventType,
        String eventHead,
        String eventTail,
        OffsetDateTime at) {}
