package com.docurift.processing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How documents are analysed in this process. */
@ConfigMapping(prefix = "docurift.processing")
public interface ProcessingConfig {
    /** Documents analysed at a time in this process; each has a worker process of its own. Unset: the number of cores. */
    OptionalInt slots();

    /** The longest time for one document; a document that takes longer fails with {@code PROCESSING_TIMEOUT}. */
    @WithDefault("5M")
    Duration timeout();
}
