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

    // Inside of the transaction, unlike the bells of submissions: ends from outside are rare, and those that wait for
    // each other at the commit are only such ends.
    private static final String NOTIFY = "select pg_notify($1, id) from unnest($2::text[]) as stopped (id)";

    /** A job just ended, with the sequence that its event gets. */
    public record Ended(
            ClaimedJob job,
            int sequence,
            @Nullable Integer pageCount,
            JobError error) {}

    /** Ends one job; answers nothing when it is not there or has ended before. */
    public Uni<List<Ended>> endOne(
            SqlClient client, String organizationId, String jobId, JobError error, OffsetDateTime at) {
        return end(client, END_ONE, Tuple.of(at, error.code(), error.message(), error.retryable(), jobId, organizationId), error);
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
                : client.preparedQuery(NOTIFY).execute(Tuple.of(channel, started)).replaceWithVoid();
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
