package com.docurift.extraction;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the worker processes that read documents. */
@ConfigMapping(prefix = "docurift.extraction")
public interface ExtractionConfig {

    /** Heap of each worker process. A document that needs more ends its worker, not the service. At least 64M. */
    @WithDefault("512M")
    MemorySize workerHeap();

    /** Time in which a worker must finish the next page (or the opening of the document) before it is taken for hung and killed. */
    @WithDefault("60S")
    Duration pageTimeout();

    /** Time in which a new worker process must be ready before it is killed and started again. */
    @WithDefault("30S")
    Duration startTimeout();

    /** Documents after which a worker process is replaced by a fresh one. */
    @WithDefault("50000")
    int recycleAfter();
}
