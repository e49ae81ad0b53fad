package com.docurift.extraction;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's worker pool. No process is started before {@link #start}: a service without the processor role has none. */
@ApplicationScoped
public class Extractor {

    private final ExtractionConfig config;
    private final PoolCounters counters = new PoolCounters();
    private volatile @Nullable WorkerPool pool;

    @Inject
    public Extractor(ExtractionConfig config) {
        this.config = config;
    }

    /**
     * Starts the worker processes and returns at once; each becomes idle when it is warm.
     *
     * @param workers how many documents can be read at a time, at least 1
     * @param onIdle called on a pool thread whenever {@link #idle()} has grown; must be quick
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

    /** Workers that would begin a document at once; 0 before the start and after the end. */
    public int idle() {
        WorkerPool started = pool;
        return started == null ? 0 : started.idle();
    }

    /** What the workers have done so far; the same object before and after the start. */
    public PoolCounters counters() {
        return counters;
    }

    /** Kills the worker processes; what was running or waiting ends as cancelled. Called at the end of the application as well. */
    @PreDestroy
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
