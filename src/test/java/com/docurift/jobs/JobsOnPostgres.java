package com.docurift.jobs;

import static com.docurift.platform.embedded.OwnDatabase.await;

import com.docurift.documents.Blobs;
import com.docurift.documents.BlobsInMemory;
import com.docurift.documents.RetentionConfig;
import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.Outbox;
import com.docurift.events.persistence.EventRows;
import com.docurift.jobs.persistence.ChangeStatement;
import com.docurift.jobs.persistence.EndStatements;
import com.docurift.jobs.persistence.JobRepository;
import com.docurift.jobs.persistence.JobStatements;
import com.docurift.jobs.persistence.ResultFiles;
import com.docurift.jobs.persistence.SubmitStatement;
import com.docurift.platform.Ids;
import com.docurift.platform.MovingClock;
import com.docurift.platform.embedded.OwnDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The room of the jobs on a database of its own: nobody claims, renews or rescues but the test. Registered as an extension of a test
 * class, it is empty before each of its tests and gone after the last.
 */
public final class JobsOnPostgres implements BeforeEachCallback, AfterAllCallback {
    public static final int MAX_ATTEMPTS = 3;

    public final OwnDatabase database = new OwnDatabase();
    public final MovingClock clock = new MovingClock();
    public final Ids ids = new Ids(clock);
    public final EventLog log = new EventLog(database.pool, new EventRows());
    public final Outbox outbox = new Outbox();
    public final Jobs jobs;
    public final Attempts attempts;
    public final StoppedJobs stopped = new StoppedJobs();
    public final EarlyEnds ends;
    private final JobResultStore results;
    private final BlobsInMemory blobs = new BlobsInMemory();
    private final JobCounts counts;
    private final int mostWaiting;

    public JobsOnPostgres() {
        this(100_000);
    }

    /** Jobs of one organisation that may wait. */
    public JobsOnPostgres(int mostWaiting) {
        this.mostWaiting = mostWaiting;
        results = new JobResultStore(new Blobs(blobs));
        var statements = new JobStatements();
        counts = new JobCounts(database.pool, statements, new SimpleMeterRegistry());
        jobs = anotherProcess();
        attempts = new Attempts(
                database.pool,
                clock,
                ids,
                new Leases(),
                statements,
                new ChangeStatement(database.pool),
                results,
                counts,
                log,
                outbox);
        ends = new EarlyEnds(database.pool, new EndStatements(), log, outbox, stopped, counts, ids, clock);
    }

    private record Kept() implements RetentionConfig {
        @Override
        public Duration documents() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration jobs() {
            return Duration.ofDays(90);
        }
    }

    /** Another process of the service on the same database. */
    public Jobs anotherProcess() {
        return anotherProcess(mostWaiting);
    }

    /** Another process, with a limit of its own. */
    public Jobs anotherProcess(int itsMostWaiting) {
        return new Jobs(
                ids,
                clock,
                new JobRepository(),
                new Admission(new SubmitStatement(database.pool), () -> itsMostWaiting),
                results,
                new JobViews(new Kept()),
                new WaitingJobs(),
                counts,
                outbox);
    }

    private record Leases() implements JobsConfig {
        @Override
        public Duration lease() {
            return Duration.ofMinutes(10);
        }

        @Override
        public int maxAttempts() {
            return MAX_ATTEMPTS;
        }
    }

    /** Submits a job and claims it, while no other job waits. */
    public ClaimedJob running(SubmissionBuilder submission) {
        var submitted = await(submission.to(jobs));
        var claimed = await(attempts.claim("", 1)).get(0);
        if (!claimed.id().equals(submitted.id())) {
            throw new AssertionError("Another job was waiting");
        }
        return claimed;
    }

    /** The process that held the job fell silent long ago. */
    public void leaseRunsOut(ClaimedJob job) {
        database.query("update job set lease_expires_at = now() - interval '1 second' where id = $1", job.id());
    }

    /** The next attempt of a job whose lease has run out. */
    public ClaimedJob takenOver(ClaimedJob job) {
        return await(attempts.rescue(100)).stream()
                .filter(next -> next.id().equals(job.id()))
                .findFirst()
                .orElseThrow();
    }

    public List<Event> eventsOf(String job) {
        return await(log.after(job, 0, 100_000));
    }

    public List<EventType> storyOf(String job) {
        return eventsOf(job).stream().map(Event::type).toList();
    }

    /** A column, or an expression over the columns, of the job's row, as text. */
    public String column(String job, String name) {
        return database.query("select (" + name + ")::text from job where id = $1", job)
                .get(0)
                .getString(0);
    }

    /** The result of a completed job, wherever it lies. */
    public String largeResult(ClaimedJob job) {
        return await(results.content(job.id(), job.attempt(), null));
    }

    /** Large results in the document store, and those of them that belong to a job. */
    public List<String> resultFiles() {
        return blobs.names("results");
    }

    public Set<String> livingResultFiles() {
        return await(new ResultFiles(database.pool).living(resultFiles()));
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        database.query("truncate job, document, result, event, outbox, waiting_jobs");
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        database.close();
    }
}
