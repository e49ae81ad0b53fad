package com.docurift.jobs.persistence;

import com.docurift.jobs.JobFacts;
import com.docurift.jobs.MetadataHashes;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/** Writes a job over the document of a failed one: the job, its own endpoint if the other had one, its metadata, and its first event. */
@ApplicationScoped
public class RetryStatement {
    private static final String INSERT = """
            with failed as (
                select * from job where id = $1 and organization_id = $2 and status = 'failed'
            ), made as (
                insert into job (id, organization_id, document_id, retry_of, status, progress, sequence, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, created_at, updated_at)
                select $3, organization_id, document_id, id, 'pending', 0, 1, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, $4, $5, $5 from failed
                returning id, organization_id, document_id
            ), waits as (
                update waiting_jobs set at_most = at_most + 1 from made where waiting_jobs.organization_id = made.organization_id
            ), former as (
                update job set superseded = true from made
                where job.organization_id = made.organization_id and job.document_id = made.document_id and not job.superseded
            ), endpoints as (
                insert into job_endpoint (job_id, organization_id, url, secret)
                select made.id, made.organization_id, url, secret from made join job_endpoint on job_id = $1
            ), found_by as (
                insert into job_metadata (hash, job_id) select hash, made.id from made, unnest($8::bigint[]) as t (hash)
            ), events as (
                insert into event (job_id, sequence, id, organization_id, type, data, traceparent, created_at)
                select id, 1, $6, organization_id, 'document.processing.queued', $7, $4, $5 from made
            ), pointers as (
                insert into outbox (job_id, sequence) select id, 1 from made
            )
            select 1 from made
            """;

    /** Writes the new job, for which there must be room; answers false when the other has not failed. */
    public Uni<Boolean> insert(
            SqlClient transaction, String failedId, JobFacts facts, String eventId, String eventData) {
        var at = Ids.timeOf(facts.jobId()).atOffset(ZoneOffset.UTC);
        var parameters = Tuple.tuple()
                .addValue(failedId)
                .addValue(facts.organizationId())
                .addValue(facts.jobId())
                .addValue(facts.traceparent())
                .addValue(at)
                .addValue(eventId)
                .addValue(eventData)
                .addValue(MetadataHashes.of(facts.organizationId(), facts.metadata())
                        .toArray(Long[]::new));
        return transaction.preparedQuery(INSERT).execute(parameters).map(rows -> rows.size() == 1);
    }
}
