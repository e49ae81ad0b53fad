package com.docurift.extraction;

import com.docurift.extraction.workers.PendingExtraction;
import com.docurift.extraction.workers.Slots;
import com.docurift.extraction.workers.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A fixed number of worker processes, each reading one document at a time. A process that dies is replaced; the pool never shrinks.
 * All methods may be called from any thread and none of them blocks, except {@link #close()}.
 */
public final class WorkerPool implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WorkerPool.class);
    private static final long WATCH_MILLIS = 50;
    private static final long CLOSE_MILLIS = 5_000;

    private final BlockingQueue<PendingExtraction> waiting = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final PoolCounters counters;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(WorkerPool::watchThread);
    private final Slots slots;

    /**
     * Begins to start the processes and returns at once.
     *
     * @param workers how many, at least 1
     * @param counters raised by the pool
     * @param onIdle called on a pool thread whenever {@link #idle()} has grown; must be quick
     */
    public static WorkerPool start(WorkerSettings settings, int workers, PoolCounters counters, Runnable onIdle) {
        if (workers < 1) {
            throw new IllegalArgumentException("A worker pool needs at least one worker");
        }
        WorkerPool pool = new WorkerPool(counters, onIdle);
        pool.begin(settings, workers);
        return pool;
    }

    private WorkerPool(PoolCounters counters, Runnable onIdle) {
        this.counters = counters;
        this.slots = new Slots(onIdle);
    }

    private void begin(WorkerSettings settings, int count) {
        for (int number = 1; number <= count; number++) {
            Worker worker = new Worker(settings, waiting, slots, counters, closing);
            Thread thread = new Thread(worker, "extraction-worker-" + number);
            thread.setDaemon(true);
            workers.add(worker);
            threads.add(thread);
        }
        watch.scheduleWithFixedDelay(this::enforceLimits, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        threads.forEach(Thread::start);
    }

    /**
     * Hands a document in. It waits for a worker when none is idle; callers that do not want this look at {@link #idle()} first.
     *
     * @param listener told about progress on a pool thread; must be quick
     */
    public Extraction extract(ExtractionRequest request, Consumer<Progress> listener) {
        PendingExtraction extraction = new PendingExtraction(request, listener);
        slots.taken();
        waiting.add(extraction);
        if (isClosed()) {
            extraction.cancel();
        }
        return extraction;
    }

    /** Workers that would begin a document at once. */
    public int idle() {
        return isClosed() ? 0 : slots.idle();
    }

    /** Whether at least one worker process is ready or at work. While none is, documents only wait. */
    public boolean isReady() {
        return workers.stream().anyMatch(worker -> worker.pid() != null);
    }

    /** Process ids of the workers that are ready or at work. */
    public List<Long> processIds() {
        return workers.stream().map(Worker::pid).filter(Objects::nonNull).toList();
    }

    /** Kills all processes; what was running or waiting ends as cancelled. Returns when the processes are gone, or after 5 s. */
    @Override
    public void close() {
        closing.countDown();
        watch.shutdownNow();
        waiting.forEach(Extraction::cancel);
        workers.forEach(Worker::close);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            awaitEnd(thread);
        }
        waiting.forEach(Extraction::cancel);
    }

    private void enforceLimits() {
        long now = System.nanoTime();
        for (Worker worker : workers) {
            try {
                worker.enforceLimits(now);
            } catch (RuntimeException e) {
                // One exception would end this watch for good, and no limit would hold any more.
                LOG.error("The limits of a worker could not be enforced this time", e);
            }
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread watchThread(Runnable task) {
        Thread thread = new Thread(task, "extraction-watch");
        thread.setDaemon(true);
        return thread;
    }
}
