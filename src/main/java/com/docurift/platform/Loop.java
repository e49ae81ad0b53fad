package com.docurift.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A background loop that nothing stops but {@link #stop()}: its step runs once every period, at once when woken, again at once
 * while it says that there is more, and after a failure with a growing pause of at most the period. Steps never overlap. A step of which
 * nothing is heard, because its connection died without a sign, is given up and counts as failed.
 */
public final class Loop {
    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration SHORTEST_LIMIT = Duration.ofSeconds(30);

    private final String name;
    private final Duration period;
    private final Supplier<Uni<Boolean>> step;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration limit;
    private boolean running;
    private @Nullable Step current;
    private boolean woken;
    private boolean stopping;
    private long timer = -1;
    private int failures;
    private volatile @Nullable Instant lastSuccess;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    Loop(String name, Duration period, Supplier<Uni<Boolean>> step, Vertx vertx, Clock clock) {
        this.name = name;
        this.period = period;
        this.step = step;
        this.vertx = vertx;
        this.clock = clock;
        Duration periods = period.multipliedBy(10);
        this.limit = periods.compareTo(SHORTEST_LIMIT) > 0 ? periods : SHORTEST_LIMIT;
    }

    /** What the loop does, as shown in health and metrics. */
    public String name() {
        return name;
    }

    /** The longest time between two runs. */
    public Duration period() {
        return period;
    }

    /** When a step last ended without an error; absent before the first one. */
    public @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    /** Runs the step now or, when it is running, once more directly after it. Costs next to nothing; callable from any thread. */
    public void wake() {
        synchronized (this) {
            if (stopping) {
                return;
            }
            if (running) {
                woken = true;
                return;
            }
            running = true;
            vertx.cancelTimer(timer);
        }
        run();
    }

    /** Starts no further step; completes when the one that is running has ended. */
    public CompletableFuture<Void> stop() {
        synchronized (this) {
            stopping = true;
            vertx.cancelTimer(timer);
            if (!running) {
                stopped.complete(null);
            }
        }
        return stopped;
    }

    /** Gives the running step up when it has taken longer than ten periods and 30 s. */
    void giveUpWhenLate() {
        Step late;
        synchronized (this) {
            late = current;
            if (late == null || clock.instant().isBefore(late.begunAt.plus(limit))) {
                return;
            }
            current = null;
        }
        late.cancel();
        failed(new TimeoutException("nothing heard for " + limit.toSeconds() + " s"));
    }

    private void run() {
        var next = new Step(clock.instant());
        synchronized (this) {
            current = next;
        }
        next.subscription = Uni.createFrom()
                .deferred(step::get)
                .subscribe()
                .with(
                        more -> {
                            if (isOver(next)) {
                                succeeded(more);
                            }
                        },
                        failure -> {
                            if (isOver(next)) {
                                failed(failure);
                            }
                        });
    }

    /** Whether it was still the current step; it is so no more. */
    private synchronized boolean isOver(Step ended) {
        boolean was = current == ended;
        if (was) {
            current = null;
        }
        return was;
    }

    private static final class Step {
        private final Instant begunAt;
        private volatile @Nullable Cancellable subscription;

        Step(Instant begunAt) {
            this.begunAt = begunAt;
        }

        void cancel() {
            var running = subscription;
            if (running != null) {
                running.cancel();
            }
        }
    }

    private void succeeded(boolean more) {
        if (failures > 0) {
            LOG.infof("loop %s works again after %d failures", name, failures);
        }
        failures = 0;
        lastSuccess = clock.instant();
        ended(more, period);
    }

    private void failed(Throwable failure) {
        failures++;
        // A step that meets closed clients at the end of the process is nobody's concern.
        if (!isStopping() && Integer.bitCount(failures) == 1) { // the 1st, 2nd, 4th, 8th … of an incident
            LOG.warnf("loop %s failed %d times in a row and goes on: %s", name, failures, failure);
        }
        long pause = Math.min(period.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 12));
        ended(false, Duration.ofMillis(Math.max(pause, FIRST_PAUSE.toMillis())));
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    private void ended(boolean more, Duration pause) {
        synchronized (this) {
            if (stopping) {
                stopped.complete(null);
                return;
            }
            boolean again = more || (woken && failures == 0);
            woken = false;
            if (!again) {
                running = false;
                timer = vertx.setTimer(pause.toMillis(), id -> wake());
                return;
            }
        }
        vertx.runOnContext(ignored -> run());
    }
}
