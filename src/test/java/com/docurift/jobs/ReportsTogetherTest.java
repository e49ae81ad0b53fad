package com.docurift.jobs;

import static com.docurift.events.EventType.COMPLETED;
import static com.docurift.events.EventType.QUEUED;
import static com.docurift.events.EventType.STARTED;
import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.Event;
import com.docurift.jobs.Attempts.Completion;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Writes of many jobs share transactions; they do not share their fate. */
class ReportsTogetherTest {
    private static final String REFUSED_BY_POSTGRES = "a\u0000b";

    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @Test
    void aSubmissionThatPostgresRefusesFailsAlone() {
        var submissions = IntStream.range(0, 40)
                .mapToObj(number -> aSubmission()
                        .withFileName(number == 20 ? REFUSED_BY_POSTGRES : "invoice-" + number + ".pdf")
                        .to(rig.jobs))
                .toList();

        var outcomes = outcomes(submissions);

        assertThat(IntStream.range(0, 40).filter(number -> outcomes.get(number).startsWith("failed")))
                .containsExactly(20);
        assertThat(rig.database.number("select count(*) from job")).isEqualTo(39);
        assertThat(rig.database.number("select count(*) from event")).isEqualTo(39);
        assertThat(rig.database.number("select count(*) from document")).isEqualTo(39);
    }

    @Test
    void aReportThatPostgresRefusesFailsAlone() {
        var jobs = running(20);
        var reports = jobs.stream()
                .map(job -> job == jobs.get(10)
                        ? rig.attempts.fail(job, 0, null, new JobError("X", REFUSED_BY_POSTGRES, false))
                        : rig.attempts.complete(job, new Completion(1, 1, 1, "{}".getBytes(UTF_8), null)))
                .toList();

        var outcomes = outcomes(reports);

        assertThat(outcomes.get(10)).startsWith("failed");
        assertThat(outcomes).filteredOn("true"::equals).hasSize(19);
        assertThat(rig.column(jobs.get(10).id(), "status")).isEqualTo("processing");
        assertThat(rig.storyOf(jobs.get(10).id())).containsExactly(QUEUED, STARTED);
        assertThat(rig.storyOf(jobs.get(11).id())).containsExactly(QUEUED, STARTED, COMPLETED);
    }

    @Test
    void sequencesHaveNoGapUnderConcurrentReportsAndEveryReportKnowsWhetherItCounted() {
        var jobs = running(10);
        var reports = new ArrayList<Uni<Boolean>>();
        for (int page = 1; page <= 20; page++) {
            for (ClaimedJob job : jobs) {
                reports.add(rig.attempts.progress(job, 100, page));
            }
        }

        var outcomes = outcomes(reports);

        for (int number = 0; number < jobs.size(); number++) {
            int ofJob = number;
            long counted = IntStream.range(0, outcomes.size())
                    .filter(index -> index % jobs.size() == ofJob)
                    .filter(index -> outcomes.get(index).equals("true"))
                    .count();
            assertThat(rig.eventsOf(jobs.get(number).id()))
                    .extracting(Event::sequence)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, (int) counted + 2).boxed().toList());
            assertThat(rig.column(jobs.get(number).id(), "sequence")).isEqualTo(Long.toString(counted + 2));
        }
        assertThat(rig.database.number(
                        "select count(*) from event where data not like '%\"sequence\":' || sequence || ',%'"))
                .isZero();
    }

    @Test
    void aLateWriteBesideTheCurrentAttemptsOwnIsToldThatItWasLate() {
        var others = running(1);
        var late = rig.running(aSubmission());
        rig.leaseRunsOut(late);
        var current = rig.takenOver(late);

        var outcomes = outcomes(List.of(
                rig.attempts.progress(others.get(0), 10, 1), // the batch in flight, while the next one gathers
                rig.attempts.complete(late, new Completion(1, 1, 1, "{\"late\":true}".getBytes(UTF_8), null)),
                rig.attempts.progress(current, 10, 3)));

        assertThat(outcomes).containsExactly("true", "false", "true");
        assertThat(rig.column(late.id(), "(status, progress)")).isEqualTo("(processing,30)");
    }

    private static List<ClaimedJob> running(int count) {
        await(Uni.join()
                .all(IntStream.range(0, count)
                        .mapToObj(number -> aSubmission().to(rig.jobs))
                        .toList())
                .andFailFast());
        var claimed = await(rig.attempts.claim("", count));
        assertThat(claimed).hasSize(count);
        return claimed;
    }

    /** Runs all at the same time; answers what each came to, in order. */
    private static <T> List<String> outcomes(List<Uni<T>> writes) {
        var all = writes.stream()
                .map(write -> write.map(String::valueOf).onFailure().recoverWithItem(failure -> "failed: " + failure))
                .toList();
        return await(Uni.join().all(all).andFailFast());
    }
}
