package com.docurift.platform;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Ends the process in order: each stage waits for the one before, within its time. It runs before Quarkus closes the HTTP server,
 * clients and pools, so that streams can still be told and work in flight be written.
 */
@ApplicationScoped
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);

    /** The stages, in their order, each with its limit; together 12 s, which leaves Quarkus 3 s to close what is left. */
    public enum Stage {
        /** Streams get a last comment and end, so that clients reconnect elsewhere. */
        END_STREAMS(Duration.ofSeconds(1)),
        /** Nothing new is claimed, neither jobs nor deliveries. */
        STOP_CLAIMING(Duration.ofSeconds(2)),
        /** What is running ends or gives its lease back. */
        FINISH_WORK(Duration.ofSeconds(6)),
        /** Committed events are published. */
        FLUSH_RELAY(Duration.ofSeconds(3));

        private final Duration limit;

        Stage(Duration limit) {
            this.limit = limit;
        }
    }

    private final Loops loops;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Map<Stage, List<Supplier<? extends CompletionStage<?>>>> steps = new EnumMap<>(Stage.class);

    @Inject
    public Drain(Loops loops) {
        this.loops = loops;
    }

    /** Adds what has to be done at a stage; everything of one stage runs at the same time. */
    public synchronized void at(Stage stage, Supplier<? extends CompletionStage<?>> step) {
        steps.computeIfAbsent(stage, none -> new ArrayList<>()).add(step);
    }

    /** Quarkus says so before it does anything else; the HTTP server, which it closes first of all, still serves then. */
    void beforeAll(@Observes ShutdownDelayInitiatedEvent event) {
        drain();
    }

    /** Where the event above is not sent: in dev mode at a live reload, and in tests. */
    void atLast(@Observes @Priority(1) ShutdownEvent event) {
        drain();
    }

    private void drain() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        for (Stage stage : Stage.values()) {
            run(stage);
        }
        // Those that no room stops would only complain that the pool is closed.
        loops.all().forEach(Loop::stop);
    }

    private synchronized List<Supplier<? extends CompletionStage<?>>> of(Stage stage) {
        return List.copyOf(steps.getOrDefault(stage, List.of()));
    }

    /** One step that fails at once must not keep the others from being done. */
    private static CompletableFuture<?> begin(Supplier<? extends CompletionStage<?>> step) {
        try {
            return step.get().toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void run(Stage stage) {
        var running = of(stage).stream().map(Drain::begin).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).get(stage.limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.warnf("shutdown: %s did not end within %d s", stage, stage.limit.toSeconds());
        } catch (ExecutionException failed) {
            LOG.warnf("shutdown: %s failed: %s", stage, failed.getCause());
        }
    }
}
