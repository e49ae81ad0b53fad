package com.docurift.jobs;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.Outbox;
import com.docurift.jobs.persistence.EndStatements;
import com.docurift.jobs.persistence.EndStatements.Ended;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * Ends jobs from outside of their attempts: cancelled, deleted with their document, or expired. The row's lock decides between parallel
 * ends, and the end with its event is one transaction; what still works on the job hears of it after the commit.
 */
@ApplicationScoped
public class EarlyEnds {
    private final Pool pool;
    private final EndStatements statements;
    private final EventLog log;
    private final Outbox outbox;
    private final StoppedJobs stopped;
    private final JobCounts counts;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public EarlyEnds(
            Pool pool,
            EndStatements statements,
            EventLog log,
            Outbox outbox,
            StoppedJobs stopped,
            JobCounts counts,
            Ids ids,
            Clock clock) {
        this.pool = pool;
        this.statements = statements;
        this.log = log;
        this.outbox = outbox;
        this.stopped = stopped;
        this.counts = counts;
        this.ids = ids;
        this.clock = clock;
    }

    /** Cancels a job that has not ended; answers whether this call did so. */
    public Uni<Boolean> cancel(String organizationId, String jobId) {
        return inTransaction(
                        transaction -> statements.endOne(transaction, organizationId, jobId, JobError.CANCELLED, now()))
                .map(ended -> !ended.isEmpty());
    }

    /** Ends the jobs that a statement chooses and announces them; answers these. A client that hangs up does not stop it halfway. */
    Uni<List<Ended>> inTransaction(Function<SqlConnection, Uni<List<Ended>>> statement) {
        return UniHelper.toUni(UniHelper.toFuture(pool.withTransaction(
                        transaction -> statement.apply(transaction).call(ended -> announce(transaction, ended)))
                .invoke(this::committed)));
    }

    /** Writes the event of each end, and the notification for the process that works on it, within the caller's transaction. */
    Uni<Void> announce(SqlClient transaction, List<Ended> ended) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return log.append(transaction, ended.stream().map(this::event).toList())
                .chain(() -> statements.notifyWorkers(transaction, StoppedJobs.CHANNEL, ended));
    }

    /** The ends are committed: rings every bell. */
    void committed(List<Ended> ended) {
        for (Ended one : ended) {
            counts.ended(JobStatus.FAILED);
            stopped.stopped(one.job().id());
        }
        if (!ended.isEmpty()) {
            outbox.committed();
        }
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Event event(Ended ended) {
        var job = ended.job();
        var extra = new JobEventData.Extra(ended.pageCount(), job.attempt(), null, ended.error());
        return new Event(
                ids.next("evt"),
                job.id(),
                ended.sequence(),
                job.facts().organizationId(),
                EventType.FAILED,
                clock.instant(),
                JobEventData.of(job.facts(), JobStatus.FAILED, job.progress(), extra)
                        .with(ended.sequence()),
                job.facts().traceparent());
    }
}
