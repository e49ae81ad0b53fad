package com.docurift.jobs;

import static com.docurift.events.EventType.FAILED;
import static com.docurift.events.EventType.QUEUED;
import static com.docurift.events.EventType.STARTED;
import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.jobs.Attempts.Completion;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs that are ended from outside of their attempts. */
class EarlyEndsTest {
    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @Test
    void aWaitingJobEndsWithoutEverHavingStarted() {
        var job = await(aSubmission().ofOrganisation("org_a").to(rig.jobs));

        assertThat(await(rig.ends.cancel("org_a", job.id()))).isTrue();

        assertThat(rig.column(job.id(), "(status, progress, attempts, error_code, error_retryable)"))
                .isEqualTo("(failed,0,0,CANCELLED,t)");
        assertThat(rig.column(job.id(), "started_at is null and completed_at = updated_at"))
                .isEqualTo("true");
        assertThat(rig.storyOf(job.id())).containsExactly(QUEUED, FAILED);
        assertThat(rig.eventsOf(job.id()).get(1).data())
                .contains("\"sequence\":2,\"status\":\"failed\",\"progress\":0,")
                .contains("\"error\":{\"code\":\"CANCELLED\",");
        assertThat(rig.database.number("select count(*) from outbox where job_id = $1", job.id()))
                .isEqualTo(2);
        assertThat(await(rig.attempts.claim("", 10))).isEmpty();
    }

    @Test
    void aRunningJobEndsWhereItIsAndItsAttemptCanWriteNothingMore() {
        var job = rig.running(aSubmission().ofOrganisation("org_a"));
        await(rig.attempts.progress(job, 10, 4));

        assertThat(await(rig.ends.cancel("org_a", job.id()))).isTrue();

        assertThat(await(rig.attempts.complete(job, new Completion(10, 10, 1, "{}".getBytes(UTF_8), null))))
                .isFalse();
        assertThat(await(rig.attempts.renew(List.of(job)))).isEmpty();
        assertThat(rig.column(job.id(), "(status, progress, page_count, attempts, error_code)"))
                .isEqualTo("(failed,40,10,1,CANCELLED)");
        var last = rig.eventsOf(job.id()).get(3);
        assertThat(last.data()).contains("\"sequence\":4,").contains("\"pageCount\":10,\"attempts\":1,");
    }

    @Test
    void ofManyAtOnceExactlyOneEndsTheJob() {
        var job = rig.running(aSubmission().ofOrganisation("org_a"));
        var cancels = IntStream.range(0, 8)
                .mapToObj(i -> rig.ends.cancel("org_a", job.id()))
                .toList();

        List<Boolean> outcomes = await(Uni.join().all(cancels).andFailFast());

        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(rig.storyOf(job.id())).containsExactly(QUEUED, STARTED, FAILED);
    }

    @Test
    void neitherAnEndedJobNorOneOfOthersCanBeCancelled() {
        var done = rig.running(aSubmission().ofOrganisation("org_a"));
        await(rig.attempts.complete(done, new Completion(1, 1, 1, "{}".getBytes(UTF_8), null)));
        String foreign =
                await(aSubmission().ofOrganisation("org_b").to(rig.jobs)).id();

        assertThat(await(rig.ends.cancel("org_a", done.id()))).isFalse();
        assertThat(await(rig.ends.cancel("org_a", foreign))).isFalse();
        assertThat(await(rig.ends.cancel("org_a", "job_x"))).isFalse();

        assertThat(rig.column(done.id(), "status")).isEqualTo("completed");
        assertThat(rig.column(foreign, "status")).isEqualTo("pending");
    }

    @Test
    void whoeverWorksOnTheJobHearsOfItInThisProcessAndInOthers() {
        List<String> here = new CopyOnWriteArrayList<>();
        List<String> elsewhere = new CopyOnWriteArrayList<>();
        rig.stopped.onStop(here::add);
        var subscriber = PgSubscriber.subscriber(
                rig.database.vertx,
                PgConnectOptions.fromUri(rig.database.url())
                        .setUser(rig.database.user())
                        .setPassword(rig.database.password()));
        subscriber.channel(StoppedJobs.CHANNEL).handler(elsewhere::add);
        subscriber.connect().toCompletionStage().toCompletableFuture().join();
        var running = rig.running(aSubmission().ofOrganisation("org_a"));
        var waiting = await(aSubmission().ofOrganisation("org_a").to(rig.jobs));

        await(rig.ends.cancel("org_a", waiting.id()));
        await(rig.ends.cancel("org_a", running.id()));

        Awaitility.await().untilAsserted(() -> assertThat(elsewhere).containsExactly(running.id()));
        assertThat(here).containsExactly(waiting.id(), running.id());
        subscriber.close().toCompletionStage().toCompletableFuture().join();
    }
}
