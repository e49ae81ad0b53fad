package com.docurift.jobs;

import static com.docurift.events.EventType.COMPLETED;
import static com.docurift.events.EventType.FAILED;
import static com.docurift.events.EventType.PROGRESS;
import static com.docurift.events.EventType.QUEUED;
import static com.docurift.events.EventType.STARTED;
import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.jobs.Attempts.Completion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Attempts follow each other, and only the current one may write. */
class AttemptsTest {
    private static final JobError BROKEN = new JobError("CORRUPT_DOCUMENT", "The document is broken", false);

    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @Test
    void aCompletedJobHasItsResultAndItsStory() {
        var job = rig.running(aSubmission());
        rig.clock.advance(Duration.ofSeconds(3));

        assertThat(await(rig.attempts.progress(job, 10, 4))).isTrue();
        assertThat(await(rig.attempts.complete(
                        job, new Completion(10, 9, 0.75, "{\"rawText\":\"Hi\"}".getBytes(UTF_8), "{}"))))
                .isTrue();

        assertThat(rig.storyOf(job.id())).containsExactly(QUEUED, STARTED, PROGRESS, COMPLETED);
        assertThat(rig.column(job.id(), "(status, progress, page_count, pages_processed, confidence, attempts)"))
                .isEqualTo("(completed,100,10,9,0.75,1)");
        assertThat(rig.column(job.id(), "completed_at - started_at")).isEqualTo("00:00:03");
        assertThat(rig.database
                        .query("select content, evidence from result where job_id = $1", job.id())
                        .get(0)
                        .getString(0))
                .isEqualTo("{\"rawText\":\"Hi\"}");
    }

    @Test
    void aRenewedLeaseIsNotTakenOver() {
        var job = rig.running(aSubmission());
        rig.leaseRunsOut(job);

        assertThat(await(rig.attempts.renew(List.of(job)))).containsExactly(job);

        assertThat(await(rig.attempts.rescue(10))).isEmpty();
    }

    @Test
    void aJobWhoseLeaseRanOutGoesOnAsTheNextAttemptWithoutAnEvent() {
        var job = rig.running(aSubmission());
        rig.leaseRunsOut(job);

        var next = rig.takenOver(job);

        assertThat(next.attempt()).isEqualTo(2);
        assertThat(next.facts()).isEqualTo(job.facts());
        assertThat(rig.column(job.id(), "status")).isEqualTo("processing");
        assertThat(rig.storyOf(job.id())).containsExactly(QUEUED, STARTED);
        assertThat(await(rig.attempts.renew(List.of(job, next)))).containsExactly(next);
    }

    @Test
    void whatALateAttemptWritesIsDropped() {
        var late = rig.running(aSubmission());
        rig.leaseRunsOut(late);
        var next = rig.takenOver(late);

        assertThat(await(rig.attempts.progress(late, 10, 5))).isFalse();
        assertThat(await(rig.attempts.complete(late, done("{\"late\":true}")))).isFalse();
        assertThat(await(rig.attempts.fail(late, 50, 10, BROKEN))).isFalse();
        await(rig.attempts.crashed(late));
        await(rig.attempts.handBack(List.of(late)));

        assertThat(rig.storyOf(late.id())).containsExactly(QUEUED, STARTED);
        assertThat(rig.column(late.id(), "(status, progress, attempts, released)"))
                .isEqualTo("(processing,0,2,0)");
        assertThat(rig.database.number("select count(*) from result where job_id = $1", late.id()))
                .isZero();
        assertThat(await(rig.attempts.rescue(10))).isEmpty();
        assertThat(await(rig.attempts.complete(next, done("{\"late\":false}")))).isTrue();
    }

    @Test
    void aLateAttemptDoesNotReplaceALargeResultOfTheAttemptThatEndedTheJob() {
        String large = "x".repeat(300_000);
        var late = rig.running(aSubmission());
        rig.leaseRunsOut(late);
        var next = rig.takenOver(late);

        assertThat(await(rig.attempts.complete(next, done("{\"a\":\"right\",\"b\":\"" + large + "\"}"))))
                .isTrue();
        assertThat(await(rig.attempts.complete(late, done("{\"a\":\"wrong\",\"b\":\"" + large + "\"}"))))
                .isFalse();

        assertThat(rig.largeResult(next)).startsWith("{\"a\":\"right\"");
        assertThat(rig.resultFiles()).containsExactly(late.id() + "-2");
        assertThat(rig.livingResultFiles()).containsExactly(late.id() + "-2");
    }

    @Test
    void nothingLeavesATerminalStateAndNoEventFollows() {
        var completed = rig.running(aSubmission());
        await(rig.attempts.complete(completed, done("{}")));
        var failed = rig.running(aSubmission());
        await(rig.attempts.fail(failed, 0, null, BROKEN));

        for (ClaimedJob job : List.of(completed, failed)) {
            String before = rig.column(job.id(), "job");
            assertThat(await(rig.attempts.progress(job, 10, 5))).isFalse();
            assertThat(await(rig.attempts.complete(job, done("{}")))).isFalse();
            assertThat(await(rig.attempts.fail(job, 0, null, BROKEN))).isFalse();
            assertThat(await(rig.attempts.renew(List.of(job)))).isEmpty();
            await(rig.attempts.crashed(job));
            await(rig.attempts.handBack(List.of(job)));
            assertThat(await(rig.attempts.claim("", 10))).isEmpty();
            assertThat(await(rig.attempts.rescue(10))).isEmpty();
            assertThat(await(rig.attempts.giveUp())).isEmpty();
            assertThat(rig.column(job.id(), "job")).isEqualTo(before);
        }
        assertThat(rig.storyOf(completed.id())).containsExactly(QUEUED, STARTED, COMPLETED);
        assertThat(rig.storyOf(failed.id())).containsExactly(QUEUED, STARTED, FAILED);
    }

    @Test
    void aPendingJobIsOnlyMovedByAClaim() {
        var claimed = rig.running(aSubmission());
        String id = await(aSubmission().to(rig.jobs)).id();
        String before = rig.column(id, "job");

        await(rig.attempts.fail(claimed, 0, null, BROKEN));
        assertThat(await(rig.attempts.rescue(10))).isEmpty();
        assertThat(await(rig.attempts.giveUp())).isEmpty();

        assertThat(rig.column(id, "job")).isEqualTo(before);
    }

    @Test
    void theLastAttemptThatDiesFailsTheJobWithAnEvent() {
        var job = rig.running(aSubmission());
        await(rig.attempts.progress(job, 10, 4));
        for (int attempt = 2; attempt <= JobsOnPostgres.MAX_ATTEMPTS; attempt++) {
            await(rig.attempts.crashed(job));
            assertThat(await(rig.attempts.giveUp())).isEmpty();
            job = rig.takenOver(job);
            assertThat(job.attempt()).isEqualTo(attempt);
        }
        await(rig.attempts.crashed(job));

        assertThat(await(rig.attempts.rescue(10))).isEmpty();
        assertThat(await(rig.attempts.giveUp())).extracting(ClaimedJob::id).containsExactly(job.id());

        assertThat(rig.column(job.id(), "(status, progress, attempts, error_code, error_retryable)"))
                .isEqualTo("(failed,40,3,PROCESSING_CRASHED,t)");
        assertThat(rig.storyOf(job.id())).containsExactly(QUEUED, STARTED, PROGRESS, FAILED);
        assertThat(rig.eventsOf(job.id()).get(3).data())
                .contains("\"status\":\"failed\",\"progress\":40,")
                .contains("\"attempts\":3,\"error\":{\"code\":\"PROCESSING_CRASHED\",\"message\":\""
                        + rig.column(job.id(), "error_message") + "\",\"retryable\":true}");
        assertThat(await(rig.attempts.giveUp())).isEmpty();
    }

    @Test
    void attemptsThatWereHandedBackDoNotCount() {
        var job = rig.running(aSubmission());
        for (int attempt = 2; attempt <= 2 * JobsOnPostgres.MAX_ATTEMPTS; attempt++) {
            await(rig.attempts.handBack(List.of(job)));
            assertThat(await(rig.attempts.giveUp())).isEmpty();
            job = rig.takenOver(job);
            assertThat(job.attempt()).isEqualTo(attempt);
        }
        await(rig.attempts.crashed(job));
        assertThat(await(rig.attempts.giveUp())).isEmpty();
        assertThat(rig.takenOver(job).attempt()).isEqualTo(2 * JobsOnPostgres.MAX_ATTEMPTS + 1);
    }

    @Test
    void progressNeverFallsNotEvenInALaterAttempt() {
        var first = rig.running(aSubmission());
        await(rig.attempts.progress(first, 10, 8));
        assertThat(rig.column(first.id(), "progress")).isEqualTo("80");
        await(rig.attempts.crashed(first));
        var second = rig.takenOver(first);
        assertThat(second.progress()).isEqualTo(80);

        await(rig.attempts.progress(second, 10, 1));
        assertThat(rig.column(first.id(), "progress")).isEqualTo("80");
        await(rig.attempts.progress(second, 10, 10));
        assertThat(rig.column(first.id(), "progress")).isEqualTo("99");
        await(rig.attempts.fail(second, 99, 10, BROKEN));

        assertThat(rig.column(first.id(), "(progress, pages_processed)")).isEqualTo("(99,10)");
        assertThat(rig.eventsOf(first.id()))
                .extracting(event -> event.data().replaceFirst(".*\"progress\":(\\d+),.*", "$1"))
                .containsExactly("0", "0", "80", "80", "99", "99");
    }

    private static Completion done(String result) {
        return new Completion(1, 1, 0.5, result.getBytes(UTF_8), null);
    }
}
