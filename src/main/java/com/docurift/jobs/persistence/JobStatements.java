package com.docurift.jobs.persistence;

import static java.util.Comparator.comparing;

import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobError;
import com.docurift.jobs.JobFacts;
import com.docurift.jobs.JobStatus;
import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The moves of jobs in work: claim, rescue, renew, release. Leases count by the clock of the database, so no node's clock can end one too
 * early.
 */
@ApplicationScoped
public class JobStatements {
    static final String FACTS = """
            job.id, job.document_id, job.organization_id, job.batch_id, job.file_name, job.file_size, job.mime_type, job.document_type,
            job.metadata, job.traceparent, job.attempts, job.progress, job.sequence, job.language, job.extract_tables, job.ocr_fallback
            """;

    // Organisations take turns: walk from one with waiting jobs to the next, $2 of them at most, beginning after $1,
    // and take the same
    // share of each. The cost depends on the slots, not on the backlog.
    private static final String CLAIM = """
            with recursive walk (organization_id, step) as (
                select (select organization_id from job where status = 'pending' and organization_id > $1
                        order by organization_id limit 1), 1
                union all
                select (select job.organization_id from job where status = 'pending' and job.organization_id > walk.organization_id
                        order by job.organization_id limit 1), step + 1
                from walk where walk.organization_id is not null and step < $2
            ), turn as (
                select organization_id, ($2 + count(*) over () - 1) / count(*) over () as share from walk where organization_id is not null
            ), next as (
                select head.id from turn cross join lateral (
                    select id from job where job.organization_id = turn.organization_id and status = 'pending'
                    order by priority desc, id limit turn.share for update skip locked) head
                limit $2
            )
            update job set status = 'processing', attempts = 1, sequence = sequence + 1, started_at = greatest($4, created_at),
                    updated_at = greatest($4, updated_at), lease_expires_at = now() + $3::interval
            where id = any(array(select id from next))
            returning
            """ + FACTS;

    private static final String RESCUE = """
            update job set attempts = attempts + 1, lease_expires_at = now() + $2::interval, updated_at = greatest($4, updated_at)
            where id = any(array(
                select id from job where status = 'processing' and lease_expires_at < now() and attempts - released < $3
                order by id limit $1 for update skip locked))
            returning
            """ + FACTS;

    private static final String GIVE_UP = """
            update job set status = 'failed', sequence = sequence + 1, lease_expires_at = null, completed_at = greatest($2, updated_at),
                    updated_at = greatest($2, updated_at), error_code = $3, error_retryable = $5,
                    error_message = $4
            where id = any(array(
                select id from job where status = 'processing' and lease_expires_at < now() and attempts - released >= $1
                order by id limit 100 for update skip locked))
            returning
            """ + FACTS;

    private static final String RENEW = """
            update job set lease_expires_at = now() + $3::interval
            from unnest($1::text[], $2::smallint[]) as mine (id, attempt)
            where job.id = mine.id and job.attempts = mine.attempt and job.status = 'processing'
            returning job.id, job.attempts
            """;

    private static final String RELEASE = """
            update job set lease_expires_at = now() - interval '1 millisecond', released = released + $3
            from unnest($1::text[], $2::smallint[]) as mine (id, attempt)
            where job.id = mine.id and job.attempts = mine.attempt and job.status = 'processing'
            """;

    private static final String HAS_ENDED = """
            select exists (select from job where id = $1 and attempts = $2 and status = $3 and error_code is not distinct from $4)
            """;

    private static final String COUNT_OPEN = """
            select (select count(*) from job where status = 'pending') as pending,
                (select count(*) from job where status = 'processing') as processing
            """;

    /** How many jobs wait and how many are in work. */
    public record Open(long pending, long processing) {}

    /** A job just moved, with the sequence that its event gets. */
    public record Moved(ClaimedJob job, int sequence) {}

    /** Starts up to {@code slots} waiting jobs of the organisations after {@code afterOrganization}, in the order of ids. */
    public Uni<List<Moved>> claim(
            SqlClient client, String afterOrganization, int slots, Duration lease, OffsetDateTime at) {
        return client.preparedQuery(CLAIM)
                .execute(Tuple.of(afterOrganization, slots, Intervals.of(lease), at))
                .map(JobStatements::moved);
    }

    /** Takes over up to {@code slots} jobs whose lease has ended, as their next attempt. */
    public Uni<List<Moved>> rescue(SqlClient client, int slots, Duration lease, int maxAttempts, OffsetDateTime at) {
        return client.preparedQuery(RESCUE)
                .execute(Tuple.of(slots, Intervals.of(lease), maxAttempts, at))
                .map(JobStatements::moved);
    }

    /** Fails jobs whose lease has ended and that have no attempt left. */
    public Uni<List<Moved>> giveUp(SqlClient client, int maxAttempts, OffsetDateTime at, JobError error) {
        return client.preparedQuery(GIVE_UP)
                .execute(Tuple.of(maxAttempts, at, error.code(), error.message(), error.retryable()))
                .map(JobStatements::moved);
    }

    /** Renews the leases of the jobs that are still in the attempt given; answers these. */
    public Uni<Set<ClaimedJob>> renew(SqlClient client, List<ClaimedJob> jobs, Duration lease) {
        var columns = columns(jobs).and(Intervals.of(lease));
        return client.preparedQuery(RENEW).execute(columns.tuple()).map(rows -> {
            var kept = new HashSet<>(list(rows, row -> row.getString(0) + row.getInteger(1)));
            return jobs.stream()
                    .filter(job -> kept.contains(job.id() + job.attempt()))
                    .collect(Collectors.toSet());
        });
    }

    /** Ends the leases of attempts now, so that the next ones may begin; {@code counts} tells whether they use up an attempt. */
    public Uni<Void> release(SqlClient client, List<ClaimedJob> jobs, boolean counts) {
        var columns = columns(jobs).and((short) (counts ? 0 : 1));
        return client.preparedQuery(RELEASE).execute(columns.tuple()).replaceWithVoid();
    }

    /** Whether a job has a status, and an error or none, in the attempt given. */
    public Uni<Boolean> hasEnded(SqlClient client, ClaimedJob job, JobStatus status, @Nullable String errorCode) {
        return client.preparedQuery(HAS_ENDED)
                .execute(Tuple.of(job.id(), job.attempt(), status.wireName(), errorCode))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Counts what is not at its end. */
    public Uni<Open> countOpen(SqlClient client) {
        return client.preparedQuery(COUNT_OPEN).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Open(row.getLong("pending"), row.getLong("processing"));
        });
    }

    // In the order of the ids, so that two statements never wait for each other.
    private static Columns<ClaimedJob> columns(List<ClaimedJob> jobs) {
        var inOrder = jobs.stream().sorted(comparing(ClaimedJob::id)).toList();
        return Columns.of(inOrder).text(ClaimedJob::id).with(Short[]::new, job -> (short) job.attempt());
    }

    private static List<Moved> moved(RowSet<Row> rows) {
        return list(rows, row -> new Moved(claimed(row), row.getInteger("sequence")));
    }

    static ClaimedJob claimed(Row row) {
        var facts = new JobFacts(
                row.getString("id"),
                row.getString("document_id"),
                row.getString("organization_id"),
                row.getString("batch_id"),
                row.getString("file_name"),
                row.getLong("file_size"),
                row.getString("mime_type"),
                row.getString("document_type"),
                row.getString("metadata"),
                row.getString("traceparent"));
        return new ClaimedJob(
                facts,
                row.getInteger("attempts"),
                row.getInteger("progress"),
                row.getString("language"),
                row.getBoolean("extract_tables"),
                row.getBoolean("ocr_fallback"));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        var result = new ArrayList<T>(rows.size());
        rows.forEach(row -> result.add(read.apply(row)));
        return result;
    }
}
