package com.docurift.extraction;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A real pool with small processes, and sentences to feed it. */
final class PoolForTests implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    final PoolCounters counters = new PoolCounters();
    final WorkerPool pool;
    private final Semaphore idle = new Semaphore(0);

    PoolForTests(int workers, int heapMegabytes, Duration pageTimeout, int recycleAfter) {
        WorkerSettings settings =
                new WorkerSettings((long) heapMegabytes << 20, pageTimeout, Duration.ofSeconds(30), recycleAfter);
        pool = WorkerPool.start(settings, workers, counters, idle::release);
    }

    static PoolForTests ofOneWorker() {
        return new PoolForTests(1, 96, Duration.ofSeconds(20), 1000);
    }

    static PoolForTests withPageTimeout(Duration pageTimeout) {
        return new PoolForTests(1, 96, pageTimeout, 1000);
    }

    /** Waits until one more worker has become idle. */
    void awaitIdle() throws InterruptedException {
        if (!idle.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("No worker became idle");
        }
    }

    ExtractionOutcome read(byte[] document) throws Exception {
        return outcome(pool.extract(request(document), progress -> {}));
    }

    ExtractionOutcome read(Path document) throws Exception {
        return outcome(pool.extract(request(new Source.OnDisk(document), "generic", 100), progress -> {}));
    }

    static ExtractionOutcome outcome(Extraction extraction) throws Exception {
        return extraction.outcome().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static ExtractionRequest request(byte[] document) {
        return request(new Source.InMemory(document), "generic", 100);
    }

    static ExtractionRequest request(Source source, String documentType, int maxPages) {
        return request(source, documentType, maxPages, Duration.ofSeconds(50));
    }

    static ExtractionRequest request(Source source, String documentType, int maxPages, Duration timeout) {
        return new ExtractionRequest(source, "application/pdf", documentType, "en", true, true, maxPages, timeout);
    }

    @Override
    public void close() {
        pool.close();
    }
}
