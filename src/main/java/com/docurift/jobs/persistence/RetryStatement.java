package com.docurift.jobs.persistence;

import com.docurift.jobs.JobFacts;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneOffset;

/** Writes a job over the document of a failed one: the job, its own endpoint if the other had one, its metadata, and its first event. */
@ApplicationScoped
public class RetryStatement {
    // The lock on the document's row decides between this and a deletion: one that comes later finds the new job and cancels
    // it, one that came before leaves no document to be found.
    private static final String INSERT = """
            with failed as (
                select job.* from job join document on document.id = job.document_id
                where job.id = $1 and job.organization_id = $2 and job.status = 'failed' and document.deleted_at is null
                for share of document
            ), made as (
                insert into job (id, organization_id, document_id, retry_of, status, progress, sequence, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, created_at, updated_at)
                select $3, organization_id, document_id, id, 'pending', 0, 1, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, $4, $5, $5 from failed
                returning id, organization_id, document_id
            ), former as (
                update job set superseded = true from made
                where job.organization_id = made.organization_id and job.document_id = made.document_id and not job.superseded
            ), endpoints as (
                insert into job_endpoint (job_id, organization_id, url, secret)
                select made.id, made.organization_id, url, secret from made join job_endpoint on job_id = $1
            ), events as (
                insert into event (job_id, sequence, id, organization_id, type, data, traceparent, created_at)
                select id, 1, $6, organization_id, 'document.processing.queued', $7, $4, $5 from made
            ), pointers as (
                insert into outbox (job_id, sequence) select id, 1 from made
            )
            select 1 from made
            """;

    private final Pool pool;

    @Inject
    public RetryStatement(Pool pool) {
        this.pool = pool;
    }

    /** Writes the new job; answers false when the other has not failed or its document is gone. */
    public Uni<Boolean> insert(String failedId, JobFacts facts, String eventId, String eventData) {
        var at = Ids.timeOf(facts.jobId()).atOffset(ZoneOffset.UTC);
        var parameters = Tuple.tuple()
                .addValue(failedId)
                .addValue(facts.organizationId())
                .addValue(facts.jobId())
                .addValue(facts.traceparent())
                .addValue(at)
                .addValue(eventId)
                .addValue(eventData);
        return pool.preparedQuery(INSERT).execute(parameters).map(rows -> rows.size() == 1);
    }
}
