package com.docurift.extraction;

import com.docurift.platform.Settings;
import java.time.Duration;

/**
 * What a {@link WorkerPool} needs to know about its worker processes; {@link ExtractionConfig} explains each value.
 *
 * @param heapBytes heap of each worker process, in bytes
 */
public record WorkerSettings(long heapBytes, Duration pageTimeout, Duration startTimeout, int recycleAfter) {

    private static final long SMALLEST_HEAP = 64L << 20;

    public WorkerSettings {
        Settings.require(
                heapBytes >= SMALLEST_HEAP,
                "DOCURIFT_EXTRACTION_WORKER_HEAP is %d bytes, but must be at least 64M.".formatted(heapBytes));
        Settings.atLeast(Duration.ofMillis(1), pageTimeout, "DOCURIFT_EXTRACTION_PAGE_TIMEOUT");
        Settings.atLeast(Duration.ofMillis(1), startTimeout, "DOCURIFT_EXTRACTION_START_TIMEOUT");
        Settings.atLeast(1, recycleAfter, "DOCURIFT_EXTRACTION_RECYCLE_AFTER");
    }

    static WorkerSettings from(ExtractionConfig config) {
        return new WorkerSettings(
                config.workerHeap().asLongValue(), config.pageTimeout(), config.startTimeout(), config.recycleAfter());
    }
}
