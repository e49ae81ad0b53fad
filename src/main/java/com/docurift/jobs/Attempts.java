package com.docurift.jobs;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.Outbox;
import com.docurift.jobs.persistence.Change;
import com.docurift.jobs.persistence.ChangeStatement;
import com.docurift.jobs.persistence.JobStatements;
import com.docurift.jobs.persistence.JobStatements.Moved;
import com.docurift.platform.GroupCommit;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What workers do with jobs: claim them under a lease, report, end them. Every write names job and attempt, and one that comes from an
 * attempt that is no longer the current one changes nothing.
 */
@ApplicationScoped
public class Attempts {
    private static final int LARGEST_BATCH = 256;
    private static final int WAITING = 10_000;

    /**
     * How an analysis ended well.
     *
     * @param confidence 0–1
     * @param result the JSON object shown as {@code result}, in UTF-8
     * @param notes the JSON object of the fields that the job shows beside its result, if any
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Completion(
            int pageCount,
            int pagesProcessed,
            double confidence,
            byte[] result,
            @Nullable String notes) {}

    private final Pool pool;
    private final Clock clock;
    private final Ids ids;
    private final JobsConfig config;
    private final JobStatements statements;
    private final JobResultStore results;
    private final JobCounts counts;
    private final EventLog log;
    private final Outbox outbox;
    private final GroupCommit<Change, Boolean> changes;

    @Inject
    public Attempts(
            Pool pool,
            Clock clock,
            Ids ids,
            JobsConfig config,
            JobStatements statements,
            ChangeStatement changeStatement,
            JobResultStore results,
            JobCounts counts,
            EventLog log,
            Outbox outbox) {
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
        this.config = config;
        this.statements = statements;
        this.results = results;
        this.counts = counts;
        this.log = log;
        this.outbox = outbox;
        this.changes = new GroupCommit<>("reports of attempts", LARGEST_BATCH, WAITING, changeStatement::apply);
    }

    /**
     * Starts waiting jobs: high priority before normal within an organisation, then the oldest; organisations take turns.
     *
     * @param afterOrganization the organisation that was served last; empty to begin with the first
     * @param slots how many at most
     */
    public Uni<List<ClaimedJob>> claim(String afterOrganization, int slots) {
        return move(transaction -> statements
                .claim(transaction, afterOrganization, slots, config.lease(), now())
                .call(moved -> announce(transaction, moved, EventType.STARTED, null)));
    }

    /** Takes over jobs whose process fell silent or whose extraction died, as their next attempt. */
    public Uni<List<ClaimedJob>> rescue(int slots) {
        return statements
                .rescue(pool, slots, config.lease(), config.maxAttempts(), now())
                .map(moved -> moved.stream().map(Moved::job).toList());
    }

    /** Fails the jobs that have used up their attempts; answers them. */
    public Uni<List<ClaimedJob>> giveUp() {
        return move(transaction -> statements
                        .giveUp(transaction, config.maxAttempts(), now(), JobError.CRASHED)
                        .call(moved -> announce(transaction, moved, EventType.FAILED, JobError.CRASHED)))
                .invoke(failed -> failed.forEach(job -> counts.ended(JobStatus.FAILED)));
    }

    /** Keeps the leases of running jobs; answers those that are still ours. */
    public Uni<Set<ClaimedJob>> renew(List<ClaimedJob> running) {
        return statements.renew(pool, running, config.lease());
    }

    /** Ends an attempt whose extraction died, so that the next one may begin at once. */
    public Uni<Void> crashed(ClaimedJob job) {
        return statements.release(pool, List.of(job), true);
    }

    /** Gives jobs back that were not tried to their end; these attempts do not count against the limit. */
    public Uni<Void> handBack(List<ClaimedJob> jobs) {
        return jobs.isEmpty() ? Uni.createFrom().voidItem() : statements.release(pool, jobs, false);
    }

    /** Reports pages done; answers whether the attempt is still the current one. */
    public Uni<Boolean> progress(ClaimedJob job, int pageCount, int pagesProcessed) {
        int percent = Math.max(job.progress(), Math.min(99, 100 * pagesProcessed / Math.max(1, pageCount)));
        var extra = new JobEventData.Extra(pageCount, job.attempt(), null, null);
        var data = JobEventData.of(job.facts(), JobStatus.PROCESSING, percent, extra);
        return apply(new Change(
                job.id(),
                job.attempt(),
                JobStatus.PROCESSING,
                percent,
                pageCount,
                pagesProcessed,
                null,
                null,
                null,
                null,
                ids.next("evt"),
                EventType.PROGRESS,
                data.head(),
                data.tail(),
                now()));
    }

    /** Ends a job well; answers false when the attempt was no longer the current one. */
    public Uni<Boolean> complete(ClaimedJob job, Completion done) {
        var extra = new JobEventData.Extra(done.pageCount(), job.attempt(), done.confidence(), null);
        var data = JobEventData.of(job.facts(), JobStatus.COMPLETED, 100, extra);
        return results.place(job.id(), job.attempt(), done.result())
                .chain(inRow -> apply(new Change(
                                job.id(),
                                job.attempt(),
                                JobStatus.COMPLETED,
                                100,
                                done.pageCount(),
                                done.pagesProcessed(),
                                done.confidence(),
                                null,
                                inRow.orElse(null),
                                done.notes(),
                                ids.next("evt"),
                                EventType.COMPLETED,
                                data.head(),
                                data.tail(),
                                now()))
                        .call(applied -> applied || inRow.isPresent()
                                ? Uni.createFrom().voidItem()
                                : results.remove(job.id(), job.attempt())));
    }

    /**
     * Ends a job badly.
     *
     * @param progress percent that was reached, 0–99
     * @return false when the attempt was no longer the current one
     */
    public Uni<Boolean> fail(ClaimedJob job, int progress, @Nullable Integer pageCount, JobError error) {
        int percent = Math.max(job.progress(), progress);
        var data = JobEventData.of(
                job.facts(), JobStatus.FAILED, percent, new JobEventData.Extra(pageCount, job.attempt(), null, error));
        return apply(new Change(
                job.id(),
                job.attempt(),
                JobStatus.FAILED,
                percent,
                pageCount,
                null,
                null,
                error,
                null,
                null,
                ids.next("evt"),
                EventType.FAILED,
                data.head(),
                data.tail(),
                now()));
    }

    /**
     * Whether a job ended so in this very attempt. A write counts even though its answer never came back, and when it is repeated it finds
     * nothing to change.
     *
     * @param error of a failed job; absent for a completed one
     */
    public Uni<Boolean> hasEnded(ClaimedJob job, JobStatus status, @Nullable JobError error) {
        return statements.hasEnded(pool, job, status, error == null ? null : error.code());
    }

    private Uni<Boolean> apply(Change change) {
        return changes.submit(change).invoke(applied -> {
            if (applied) {
                counts.ended(change.status());
                outbox.committed();
            }
        });
    }

    private Uni<List<ClaimedJob>> move(Moves moves) {
        return pool.withTransaction(moves::in).map(moved -> {
            if (!moved.isEmpty()) {
                outbox.committed();
            }
            return moved.stream().map(Moved::job).toList();
        });
    }

    private Uni<Void> announce(SqlClient transaction, List<Moved> moved, EventType type, @Nullable JobError error) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return log.append(
                transaction, moved.stream().map(one -> event(one, type, error)).toList());
    }

    private Event event(Moved moved, EventType type, @Nullable JobError error) {
        var job = moved.job();
        var status = error == null ? JobStatus.PROCESSING : JobStatus.FAILED;
        var data = JobEventData.of(
                job.facts(), status, job.progress(), new JobEventData.Extra(null, job.attempt(), null, error));
        return new Event(
                ids.next("evt"),
                job.id(),
                moved.sequence(),
                job.facts().organizationId(),
                type,
                clock.instant(),
                data.with(moved.sequence()),
                job.facts().traceparent());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private interface Moves {
        Uni<List<Moved>> in(SqlConnection transaction);
    }
}
