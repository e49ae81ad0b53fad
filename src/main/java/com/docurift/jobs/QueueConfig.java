package com.docurift.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may wait. */
@ConfigMapping(prefix = "docurift.limits")
public interface QueueConfig {
    /** Jobs of one organisation that may wait to be started; a submission beyond is answered {@code 429 QUEUE_FULL}. At least 1. */
    @WithDefault("100000")
    int maxPending();
}
