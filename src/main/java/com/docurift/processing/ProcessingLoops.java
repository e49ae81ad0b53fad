package com.docurift.processing;

import com.docurift.extraction.ExtractionConfig;
import com.docurift.extraction.Extractor;
import com.docurift.jobs.Attempts;
import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobsConfig;
import com.docurift.jobs.StoppedJobs;
import com.docurift.jobs.WaitingJobs;
import com.docurift.platform.Drain;
import com.docurift.platform.Loop;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.Settings;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The loops of a processor: it takes over what others left behind, claims what waits, keeps its leases and catches up on reports. Whoever
 * finds a free slot takes over first: behind a backlog of waiting jobs there is no other moment for it.
 */
@ApplicationScoped
class ProcessingLoops {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(4);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration REPORTS = Duration.ofMillis(500);

    private final Workers workers;
    private final Attempts attempts;
    private final Extractor extractor;
    private final Endings endings;
    private final Duration longestWait;
    private final AtomicBoolean rescueIsDue = new AtomicBoolean();
    private String servedLast = "";

    @Inject
    ProcessingLoops(
            Workers workers, Attempts attempts, Extractor extractor, Endings endings, ExtractionConfig extraction) {
        this.workers = workers;
        this.attempts = attempts;
        this.extractor = extractor;
        this.endings = endings;
        this.longestWait = extraction.startTimeout().multipliedBy(2);
    }

    void start(
            @Observes StartupEvent event,
            PlatformConfig platform,
            JobsConfig config,
            Loops loops,
            WaitingJobs waiting,
            StoppedJobs stopped,
            Drain drain) {
        if (!platform.roles().contains(Role.PROCESSOR)) {
            return;
        }
        Settings.atLeast(Duration.ofSeconds(1), config.lease(), "DOCURIFT_PROCESSING_LEASE");
        Settings.atLeast(1, config.maxAttempts(), "DOCURIFT_PROCESSING_MAX_ATTEMPTS");
        Loop claim = loops.start("claim", POLL, this::claim);
        Loop rescue = loops.start("rescue", POLL, () -> giveUp().invoke(done -> rescue(claim)));
        Loop reports = loops.start("reports", REPORTS, this::catchUp);
        Loop leases = loops.start("leases", config.lease().dividedBy(4), this::renew);
        endings.onCrash(rescue::wake);
        waiting.onRing(claim::wake);
        workers.whenHungry(claim::wake);
        stopped.onStop(workers::stop);
        drain.at(Drain.Stage.STOP_CLAIMING, () -> CompletableFuture.allOf(claim.stop(), rescue.stop(), reports.stop()));
        drain.at(Drain.Stage.FINISH_WORK, () -> finish().thenCompose(done -> leases.stop()));
    }

    /** Not before: while the service starts, worker processes would only take the cores from it. */
    void openWorkers(@ObservesAsync HttpServerStart listening, PlatformConfig platform) {
        if (platform.roles().contains(Role.PROCESSOR)) {
            workers.open();
        }
    }

    private Uni<Boolean> claim() {
        int room = workers.room();
        if (room == 0) {
            return Uni.createFrom().item(false);
        }
        return rescueIsDue.getAndSet(false)
                ? attempts.rescue(room).call(workers::accept).chain(this::claimWaiting)
                : claimWaiting();
    }

    private Uni<Boolean> claimWaiting() {
        int room = workers.room();
        if (room == 0) {
            return Uni.createFrom().item(false);
        }
        return attempts.claim(servedLast, room).call(workers::accept).map(claimed -> {
            boolean wrapped = claimed.isEmpty() && !servedLast.isEmpty();
            servedLast = claimed.isEmpty() ? "" : lastOf(claimed);
            return wrapped || !claimed.isEmpty();
        });
    }

    private static String lastOf(List<ClaimedJob> claimed) {
        return claimed.stream()
                .map(job -> job.facts().organizationId())
                .max(String::compareTo)
                .orElseThrow();
    }

    private Uni<Boolean> giveUp() {
        return attempts.giveUp().invoke(jobs -> jobs.forEach(endings::gaveUp)).replaceWith(false);
    }

    private void rescue(Loop claim) {
        rescueIsDue.set(true);
        claim.wake();
    }

    private Uni<Boolean> catchUp() {
        workers.held().forEach(RunningAttempt::catchUp);
        return Uni.createFrom().item(false);
    }

    private Uni<Boolean> renew() {
        var stuck = workers.withdraw(longestWait);
        return stuck.isEmpty()
                ? renewHeld()
                : attempts.handBack(stuck.stream().map(RunningAttempt::job).toList())
                        .chain(this::renewHeld);
    }

    private Uni<Boolean> renewHeld() {
        var held = List.copyOf(workers.held());
        if (held.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return attempts.renew(held.stream().map(RunningAttempt::job).toList()).map(kept -> {
            held.stream().filter(attempt -> !kept.contains(attempt.job())).forEach(RunningAttempt::lost);
            return false;
        });
    }

    /** What runs may end within the grace time; what does not is handed back, so that another process or the next start goes on. */
    private CompletionStage<Void> finish() {
        return handBack(workers.close())
                .thenCompose(done -> settled(GRACE))
                .thenCompose(done -> {
                    var left = List.copyOf(workers.held());
                    left.forEach(RunningAttempt::lost);
                    return handBack(left);
                })
                .whenComplete((done, failure) -> extractor.close());
    }

    private CompletionStage<Void> handBack(List<RunningAttempt> left) {
        return attempts.handBack(left.stream().map(RunningAttempt::job).toList())
                .subscribeAsCompletionStage();
    }

    private CompletionStage<Void> settled(Duration left) {
        if (workers.held().isEmpty() || left.isNegative()) {
            return CompletableFuture.completedFuture(null);
        }
        Executor later = CompletableFuture.delayedExecutor(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.runAsync(() -> {}, later).thenCompose(waited -> settled(left.minus(LOOK)));
    }
}
