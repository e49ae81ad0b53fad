package com.docurift.jobs.persistence;

import static java.util.Comparator.comparing;

import com.docurift.jobs.JobError;
import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what attempts report, of many jobs in one statement: the guarded change of the job, its event, its result. */
@ApplicationScoped
public class ChangeStatement {
    private static final String APPLY = """
            with changed as (
                update job set status = t.status, progress = greatest(job.progress, t.progress), sequence = job.sequence + 1,
                        page_count = coalesce(t.page_count, job.page_count),
                        pages_processed = greatest(t.pages_processed, job.pages_processed),
                        confidence = t.confidence, error_code = t.error_code, error_message = t.error_message,
                        error_retryable = t.error_retryable, updated_at = greatest(t.at, job.updated_at),
                        completed_at = case when t.status <> 'processing' then greatest(t.at, job.updated_at) end,
                        lease_expires_at = case when t.status = 'processing' then job.lease_expires_at end
                from unnest($1::text[], $2::smallint[], $3::text[], $4::smallint[], $5::integer[], $6::integer[], $7::float8[],
                        $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                        $16::text[], $17::timestamptz[])
                    as t (job_id, attempt, status, progress, page_count, pages_processed, confidence,
                        error_code, error_message, error_retryable, result, evidence, event_id, event_type, head, tail, at)
                where job.id = t.job_id and job.attempts = t.attempt and job.status = 'processing'
                returning job.id, job.organization_id, job.sequence, job.traceparent, t.status, t.result, t.evidence, t.event_id,
                        t.event_type, t.head, t.tail, t.at
            ), results as (
                insert into result (job_id, content, evidence) select id, result, evidence from changed where status = 'completed'
            ), events as (
                insert into event (job_id, sequence, id, organization_id, type, data, traceparent, created_at)
                select id, sequence, event_id, organization_id, event_type, head || sequence || tail, traceparent, at from changed
            ), pointers as (
                insert into outbox (job_id, sequence) select id, sequence from changed
            )
            select event_id from changed
            """;

    private final Pool pool;

    @Inject
    public ChangeStatement(Pool pool) {
        this.pool = pool;
    }

    /** Applies the changes, at most one for each job; answers for each whether it took effect, or came too late, or beside another one. */
    public Uni<List<Boolean>> apply(List<Change> changes) {
        // In the order of the ids, so that it and the statement that renews leases never wait for each other.
        var columns = Columns.of(
                        changes.stream().sorted(comparing(Change::jobId)).toList())
                .text(Change::jobId)
                .with(Short[]::new, change -> (short) change.attempt())
                .text(change -> change.status().wireName())
                .with(Short[]::new, change -> (short) change.progress())
                .with(Integer[]::new, Change::pageCount)
                .with(Integer[]::new, Change::pagesProcessed)
                .with(Double[]::new, Change::confidence)
                .text(error(JobError::code))
                .text(error(JobError::message))
                .with(Boolean[]::new, error(JobError::retryable))
                .text(Change::result)
                .text(Change::evidence)
                .text(Change::eventId)
                .text(change -> change.eventType().wireName())
                .text(Change::eventHead)
                .text(Change::eventTail)
                .with(OffsetDateTime[]::new, Change::at);
        return pool.preparedQuery(APPLY).execute(columns.tuple()).map(rows -> {
            Set<String> applied = new HashSet<>();
            rows.forEach(row -> applied.add(row.getString(0)));
            return changes.stream()
                    .map(change -> applied.contains(change.eventId()))
                    .toList();
        });
    }

    private static <V> Function<Change, @Nullable V> error(Function<JobError, V> value) {
        return change -> {
            var error = change.error();
            return error == null ? null : value.apply(error);
        };
    }
}
