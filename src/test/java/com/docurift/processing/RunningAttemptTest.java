package com.docurift.processing;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.documents.DocumentContent;
import com.docurift.events.Event;
import com.docurift.events.EventType;
import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionOutcome.Limit;
import com.docurift.extraction.FailedPage;
import com.docurift.extraction.Progress;
import com.docurift.extraction.Warning;
import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobsOnPostgres;
import com.docurift.platform.embedded.OwnDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an attempt reports, and what becomes of its job when its extraction ends, on the real tables. */
class RunningAttemptTest {
    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    private final AtomicInteger crashes = new AtomicInteger();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private ClaimedJob job;
    private RunningAttempt attempt;

    @BeforeEach
    void aClaimedJob() {
        job = rig.running(aSubmission());
        attempt = new RunningAttempt(job, new DocumentContent.InRow(new byte[0]), rig.attempts, rig.clock);
    }

    @Test
    void reportsAtMostTwicePerSecond() {
        for (int page = 1; page <= 50; page++) {
            rig.clock.advance(Duration.ofMillis(100));
            attempt.progressed(new Progress(50, page));
            attempt.reports().toCompletableFuture().join();
        }

        var reports = reports();
        assertThat(reports).hasSize(10);
        for (int i = 1; i < reports.size(); i++) {
            assertThat(Duration.between(
                            reports.get(i - 1).createdAt(), reports.get(i).createdAt()))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
        assertThat(rig.column(job.id(), "(progress, pages_processed)")).isEqualTo("(99,50)");
    }

    @Test
    void aJobOfLessThanHalfASecondReportsNothing() {
        rig.clock.advance(Duration.ofMillis(499));
        attempt.progressed(new Progress(2, 1));
        attempt.reports().toCompletableFuture().join();
        assertThat(reports()).isEmpty();
    }

    @Test
    void aJobOfTwoSecondsReportsAtLeastOnce() {
        rig.clock.advance(Duration.ofMillis(100));
        attempt.progressed(new Progress(1, 0));
        rig.clock.advance(Duration.ofMillis(1399));
        attempt.catchUp();
        attempt.reports().toCompletableFuture().join();
        assertThat(reports()).isEmpty();

        rig.clock.advance(Duration.ofMillis(500));
        attempt.catchUp();
        attempt.reports().toCompletableFuture().join();
        attempt.catchUp();
        attempt.reports().toCompletableFuture().join();

        assertThat(reports()).hasSize(1);
        assertThat(rig.column(job.id(), "(progress, page_count)")).isEqualTo("(0,1)");
    }

    @Test
    void nothingIsReportedBesideTheEnd() {
        attempt.progressed(new Progress(2, 1));
        attempt.lastReport();
        rig.clock.advance(Duration.ofSeconds(2));
        attempt.catchUp();
        attempt.progressed(new Progress(2, 2));
        attempt.reports().toCompletableFuture().join();
        assertThat(reports()).isEmpty();
    }

    @Test
    void aPageThatTookTooLongIsFinalToo() {
        end(new ExtractionOutcome.TimedOut(Limit.PAGE));
        assertThat(rig.column(job.id(), "(status, error_code, error_retryable)"))
                .isEqualTo("(failed,PROCESSING_TIMEOUT,t)");
    }

    @Test
    void aJobWithoutItsDocumentFailsAndMayBeTriedAgain() {
        endings().withoutDocument(job);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> rig.column(job.id(), "(status, error_code, error_retryable)")
                        .equals("(failed,INTERNAL_ERROR,t)"));
    }

    @Test
    void anAttemptThatLearnsThatItWasReplacedIsLostAndWritesNoEnd() {
        rig.leaseRunsOut(job);
        rig.takenOver(job);
        rig.clock.advance(Duration.ofSeconds(1));

        attempt.progressed(new Progress(2, 1));
        attempt.reports().toCompletableFuture().join();

        assertThat(attempt.isLost()).isTrue();
        end(new ExtractionOutcome.TimedOut(Limit.DOCUMENT));
        assertThat(rig.storyOf(job.id())).containsExactly(EventType.QUEUED, EventType.STARTED);
    }

    @Test
    void aTimeoutIsFinal() {
        rig.clock.advance(Duration.ofSeconds(1));
        attempt.progressed(new Progress(4, 1));

        end(new ExtractionOutcome.TimedOut(Limit.DOCUMENT));

        assertThat(rig.column(job.id(), "(status, progress, page_count, error_code, error_message, error_retryable)"))
                .isEqualTo("(failed,25,4,PROCESSING_TIMEOUT,\"The analysis took longer than 7 seconds\",t)");
        assertThat(rig.storyOf(job.id()))
                .containsExactly(EventType.QUEUED, EventType.STARTED, EventType.PROGRESS, EventType.FAILED);
    }

    @Test
    void aRefusedDocumentFailsWithItsCode() {
        end(new ExtractionOutcome.Refused("CORRUPT_DOCUMENT", "It cannot be read", false));
        assertThat(rig.column(job.id(), "(status, error_code, error_message, error_retryable)"))
                .isEqualTo("(failed,CORRUPT_DOCUMENT,\"It cannot be read\",f)");
    }

    @Test
    void anExtractionThatDiedLeavesTheJobToItsNextAttemptAtOnce() {
        end(new ExtractionOutcome.Crashed("killed"));

        assertThat(crashes).hasValue(1);
        assertThat(rig.column(job.id(), "status")).isEqualTo("processing");
        assertThat(rig.takenOver(job).attempt()).isEqualTo(2);
    }

    @Test
    void aCompletedJobShowsWhichPagesFailedAndWhatElseThereIsToSay() throws Exception {
        end(new ExtractionOutcome.Extracted(
                "{}".getBytes(),
                3,
                2,
                0.5,
                List.of(new FailedPage(3, "CORRUPT_DOCUMENT")),
                List.of(new Warning("NO_TEXT_LAYER", "1 of 3 pages has \"no\" text layer."))));

        String stored = rig.database
                .query("select evidence from result where job_id = $1", job.id())
                .get(0)
                .getString(0);
        assertThat(stored)
                .isEqualTo(
                        "{\"failedPages\":[{\"page\":3,\"code\":\"CORRUPT_DOCUMENT\"}],"
                                + "\"warnings\":[{\"code\":\"NO_TEXT_LAYER\",\"message\":\"1 of 3 pages has \\\"no\\\" text layer.\"}]}");
    }

    @Test
    void aCancelledExtractionWritesNothing() {
        String before = rig.column(job.id(), "job");
        end(new ExtractionOutcome.Cancelled());
        assertThat(rig.column(job.id(), "job")).isEqualTo(before);
    }

    @Test
    void anEndThatIsWrittenAgainBecauseItsAnswerWasLostIsStillThatEnd() {
        var broken = new ExtractionOutcome.Refused("CORRUPT_DOCUMENT", "It cannot be read", false);
        end(broken);
        end(broken);
        assertThat(attemptsThat("failed")).isEqualTo(2);
        assertThat(rig.storyOf(job.id())).containsExactly(EventType.QUEUED, EventType.STARTED, EventType.FAILED);
    }

    @Test
    void anEndThatCameTooLateIsLost() {
        end(new ExtractionOutcome.TimedOut(Limit.DOCUMENT));
        end(new ExtractionOutcome.Refused("CORRUPT_DOCUMENT", "It cannot be read", false));
        assertThat(attemptsThat("lost")).isEqualTo(1);
    }

    private double attemptsThat(String ended) {
        return metrics.get("docurift.job.attempts")
                .tag("outcome", ended)
                .counter()
                .count();
    }

    private void end(ExtractionOutcome outcome) {
        OwnDatabase.await(endings().end(attempt, outcome, null));
    }

    private Endings endings() {
        var endings = new Endings(rig.attempts, new SevenSeconds(), new AttemptMetrics(metrics));
        endings.onCrash(crashes::incrementAndGet);
        return endings;
    }

    private static List<Event> reports() {
        return rig.database.query("select id from job").stream()
                .flatMap(row -> rig.eventsOf(row.getString(0)).stream())
                .filter(event -> event.type() == EventType.PROGRESS)
                .toList();
    }

    private record SevenSeconds() implements ProcessingConfig {
        @Override
        public OptionalInt slots() {
            return OptionalInt.empty();
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(7);
        }
    }
}
