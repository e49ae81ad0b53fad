package com.docurift.jobs.persistence;

import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobError;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The move to failed from outside of an attempt. It is guarded by the state, so whoever comes second changes nothing. */
@ApplicationScoped
public class EndStatements {
    private static final String END = """
            update job set status = 'failed', sequence = sequence + 1, lease_expires_at = null,
                    completed_at = greatest($1, updated_at), updated_at = greatest($1, updated_at),
                    error_code = $2, error_message = $3, error_retryable = $4
            where status in ('pending', 'processing') and\s""";

    private static final String RETURNING = " returning job.page_count, " + JobStatements.FACTS;

    private static final String END_ONE = END + "id = $5 and organization_id = $6" + RETURNING;

    private static final String END_OF_DOCUMENT = END + "organization_id = $5 and document_id = $6" + RETURNING;

    // Reads what waits, by job_waiting: the id of a retry says nothing of its document's age.
    private static final String END_EXPIRED = END + """
            id = any(array(select id from job where status = 'pending' and document_id < $5 limit $6 for update skip locked))
            """ + RETURNING;

    // Inside of the transaction, unlike the bells of submissions: ends from outside are rare, and those that wait for
    // each other at the commit are only such ends.
    private static final String NOTIFY = "select pg_notify($1, id) from unnest($2::text[]) as stopped (id)";

    private static final String BURY = """
            update job set document_deleted_at = $3 where organization_id = $1 and document_id = $2 returning id, attempts
            """;

    /** What is left of a job without its document. */
    public record Tombstone(String id, int attempts) {}

    /** A job just ended, with the sequence that its event gets. */
    public record Ended(
            ClaimedJob job, int sequence, @Nullable Integer pageCount, JobError error) {}

    /** Ends one job; answers nothing when it is not there or has ended before. */
    public Uni<List<Ended>> endOne(
            SqlClient client, String organizationId, String jobId, JobError error, OffsetDateTime at) {
        return end(
                client,
                END_ONE,
                Tuple.of(at, error.code(), error.message(), error.retryable(), jobId, organizationId),
                error);
    }

    /** Ends those jobs of a document that have not ended. */
    public Uni<List<Ended>> endOfDocument(
            SqlClient client, String organizationId, String documentId, JobError error, OffsetDateTime at) {
        var parameters = Tuple.of(at, error.code(), error.message(), error.retryable(), organizationId, documentId);
        return end(client, END_OF_DOCUMENT, parameters, error);
    }

    /** Ends waiting jobs whose document is older than an id, so many at most. */
    public Uni<List<Ended>> endExpired(
            SqlClient client, String oldestDocument, int limit, JobError error, OffsetDateTime at) {
        var parameters = Tuple.of(at, error.code(), error.message(), error.retryable(), oldestDocument, limit);
        return end(client, END_EXPIRED, parameters, error);
    }

    /** Makes tombstones of a document's jobs; answers, for each, its id and the number of its attempts. */
    public Uni<List<Tombstone>> bury(SqlClient client, String organizationId, String documentId, OffsetDateTime at) {
        return client.preparedQuery(BURY)
                .execute(Tuple.of(organizationId, documentId, at))
                .map(rows -> JobStatements.list(
                        rows, row -> new Tombstone(row.getString("id"), row.getInteger("attempts"))));
    }

    /** Removes the results of jobs. */
    public Uni<Void> deleteResults(SqlClient client, List<Tombstone> jobs) {
        var ids = jobs.stream().map(Tombstone::id).toArray(String[]::new);
        return client.preparedQuery("delete from result where job_id = any($1)")
                .execute(Tuple.of(ids))
                .replaceWithVoid();
    }

    /** Tells the processes that work on those of the jobs that had been started. */
    public Uni<Void> notifyWorkers(SqlClient client, String channel, List<Ended> ended) {
        var started = ended.stream()
                .map(Ended::job)
                .filter(job -> job.attempt() > 0)
                .map(ClaimedJob::id)
                .toArray(String[]::new);
        return started.length == 0
                ? Uni.createFrom().voidItem()
                : client.preparedQuery(NOTIFY)
                        .execute(Tuple.of(channel, started))
                        .replaceWithVoid();
    }

    private static Uni<List<Ended>> end(SqlClient client, String statement, Tuple parameters, JobError error) {
        return client.preparedQuery(statement)
                .execute(parameters)
                .map(rows -> JobStatements.list(
                        rows,
                        row -> new Ended(
                                JobStatements.claimed(row),
                                row.getInteger("sequence"),
                                row.getInteger("page_count"),
                                error)));
    }
}
