package com.docurift.jobs;

import com.docurift.documents.RetentionConfig;
import com.docurift.jobs.persistence.JobEntity;
import com.docurift.jobs.persistence.NewJob;
import com.docurift.jobs.persistence.ResultEntity;
import com.docurift.platform.Ids;
import com.docurift.platform.Time;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Shows rows as the job resource. */
@ApplicationScoped
class JobViews {
    private final RetentionConfig retention;

    @Inject
    JobViews(RetentionConfig retention) {
        this.retention = retention;
    }

    /** Whether the job's document has reached the end of its time. */
    boolean isExpired(JobEntity job, Instant now) {
        return now.isAfter(expiry(job.documentId));
    }

    /** A job without its result. */
    JobView of(JobEntity job) {
        return of(job, null, null);
    }

    /** A document as its newest job shows it. */
    DocumentView document(JobEntity job, @Nullable String result) {
        return new DocumentView(
                job.documentId,
                job.id,
                JobStatus.of(job.status).orElseThrow(),
                job.documentType,
                job.detectedDocumentType,
                job.fileName,
                job.fileSize,
                job.mimeType,
                job.pageCount,
                job.confidence,
                Time.seconds(Ids.timeOf(job.documentId)),
                seconds(job.completedAt),
                expires(job.documentId),
                error(job),
                result,
                null);
    }

    /** A job that was just written. */
    JobView pending(NewJob job) {
        var facts = job.facts();
        var asked = job.submission();
        String at = Time.seconds(job.at().toInstant());
        return new JobView(
                facts.jobId(),
                JobStatus.PENDING,
                0,
                facts.documentType(),
                at,
                at,
                facts.documentId(),
                null,
                null,
                null,
                facts.fileName(),
                facts.fileSize(),
                facts.mimeType(),
                null,
                null,
                priority(asked.highPriority()),
                asked.language(),
                asked.extractTables(),
                asked.ocrFallback(),
                facts.metadata(),
                0,
                null,
                null,
                null,
                expires(facts.documentId()),
                null,
                null,
                null,
                null);
    }

    /** A job with its result, if there is one. */
    JobView of(JobEntity job, @Nullable String result, @Nullable ResultEntity stored) {
        return new JobView(
                job.id,
                JobStatus.of(job.status).orElseThrow(),
                job.progress,
                job.documentType,
                Time.seconds(job.createdAt.toInstant()),
                Time.seconds(job.updatedAt.toInstant()),
                job.documentId,
                job.batchId,
                job.retryOf,
                job.detectedDocumentType,
                job.fileName,
                job.fileSize,
                job.mimeType,
                job.pageCount,
                job.pagesProcessed,
                priority(job.priority == 1),
                job.language,
                job.extractTables,
                job.ocrFallback,
                job.metadata,
                job.attempts,
                seconds(job.startedAt),
                seconds(job.completedAt),
                took(job.startedAt, job.completedAt),
                expires(job.documentId),
                job.confidence,
                result,
                stored == null ? null : stored.evidence,
                error(job));
    }

    private static @Nullable JobError error(JobEntity job) {
        return job.errorCode == null || job.errorMessage == null || job.errorRetryable == null
                ? null
                : new JobError(job.errorCode, job.errorMessage, job.errorRetryable);
    }

    private String expires(String documentId) {
        return Time.seconds(expiry(documentId));
    }

    private Instant expiry(String documentId) {
        return Ids.timeOf(documentId).plus(retention.documents());
    }

    private static String priority(boolean high) {
        return high ? "high" : "normal";
    }

    private static @Nullable String seconds(@Nullable OffsetDateTime at) {
        return at == null ? null : Time.seconds(at.toInstant());
    }

    private static @Nullable Long took(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }
}
