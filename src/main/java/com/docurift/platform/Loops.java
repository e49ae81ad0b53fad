package com.docurift.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Starts the background loops and knows them all, so that health and metrics show when each last succeeded. */
@ApplicationScoped
public class Loops {
    private static final Duration WATCH = Duration.ofSeconds(5);

    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final Vertx vertx;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicBoolean watched = new AtomicBoolean();

    @Inject
    public Loops(Vertx vertx, Clock clock, MeterRegistry metrics) {
        this.vertx = vertx;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Starts a loop; its first step runs at once.
     *
     * @param name what it does, in lower case with hyphens
     * @param period the longest pause between two steps
     * @param step one unit of work; answers whether there is more to do now. Its failures are logged and never end the loop
     */
    public Loop start(String name, Duration period, Supplier<Uni<Boolean>> step) {
        var loop = new Loop(name, period, step, vertx, clock);
        loops.add(loop);
        if (watched.compareAndSet(false, true)) {
            vertx.setPeriodic(WATCH.toMillis(), timer -> loops.forEach(Loop::giveUpWhenLate));
        }
        TimeGauge.builder("docurift.loop.idle", loop, TimeUnit.MILLISECONDS, this::sinceSuccess)
                .description("Time since the loop's last success")
                .tag("loop", name)
                .register(metrics);
        loop.wake();
        return loop;
    }

    /** Every loop that was started in this process. */
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    private double sinceSuccess(Loop loop) {
        Instant last = loop.lastSuccess();
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis();
    }
}
