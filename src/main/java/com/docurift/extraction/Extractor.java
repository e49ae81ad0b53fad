package com.docurift.extraction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's worker pool. No process is started before {@link #start}: a service without the processor role has none. */
@ApplicationScoped
public class Extractor {

    private final ExtractionConfig config;
    private final PoolCounters counters = new PoolCounters();
    private volatile @Nullable WorkerPool pool;

    @Inject
    public Extractor(ExtractionConfig config, MeterRegistry metrics) {
        this.config = config;
        export(metrics, "documents", "Documents whose reading ended, however it ended", counters.documents());
        export(metrics, "crashes", "Documents on which a worker process died", counters.crashes());
        export(metrics, "timeouts", "Documents that reached a time limit", counters.timeouts());
        export(metrics, "restarts", "Worker processes started in place of another", counters.restarts());
    }

    /**
     * Starts the worker processes and returns at once; each becomes idle when it is warm.
     *
     * @param workers how many documents can be read at a time, at least 1
     * @param onIdle called on a pool thread whenever a worker has become ready for a document; must be quick
     * @throws IllegalStateException when they were started before
     */
    public synchronized void start(int workers, Runnable onIdle) {
        if (pool != null) {
            throw new IllegalStateException("The extraction workers have been started before");
        }
        pool = WorkerPool.start(WorkerSettings.from(config), workers, counters, onIdle);
    }

    /** See {@link WorkerPool#extract}. */
    public Extraction extract(ExtractionRequest request, Consumer<Progress> listener) {
        WorkerPool started = pool;
        if (started == null) {
            throw new IllegalStateException("The extraction workers have not been started");
        }
        return started.extract(request, listener);
    }

    /** Whether at least one worker process is ready or at work; not so before the start and after the end. */
    public boolean isReady() {
        WorkerPool started = pool;
        return started != null && started.isReady();
    }

    /** Kills the worker processes; what was running or waiting ends as cancelled. Called at the end of the application as well. */
    @PreDestroy
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }

    private static void export(MeterRegistry metrics, String what, String description, LongAdder counter) {
        FunctionCounter.builder("docurift.extraction." + what, counter, LongAdder::sum)
                .description(description)
                .register(metrics);
    }
}
