package com.docurift.extraction;

import java.time.Duration;

/**
 * What a {@link WorkerPool} needs to know about its worker processes; {@link ExtractionConfig} explains each value.
 *
 * @param heapBytes heap of each worker process, in bytes
 */
public record WorkerSettings(long heapBytes, Duration pageTimeout, Duration startTimeout, int recycleAfter) {

    private static final long SMALLEST_HEAP = 64L << 20;

    public WorkerSettings {
        if (heapBytes < SMALLEST_HEAP) {
            throw new IllegalArgumentException("docurift.extraction.worker-heap must be at least 64M");
        }
        if (pageTimeout.isNegative() || pageTimeout.isZero()) {
            throw new IllegalArgumentException("docurift.extraction.page-timeout must be longer than zero");
        }
        if (startTimeout.isNegative() || startTimeout.isZero()) {
            throw new IllegalArgumentException("docurift.extraction.start-timeout must be longer than zero");
        }
        if (recycleAfter < 1) {
            throw new IllegalArgumentException("docurift.extraction.recycle-after must be at least 1");
        }
    }

    static WorkerSettings from(ExtractionConfig config) {
        return new WorkerSettings(
                config.workerHeap().asLongValue(), config.pageTimeout(), config.startTimeout(), config.recycleAfter());
    }
}
