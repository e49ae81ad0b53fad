package com.docurift.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long an attempt may be silent, and how many there may be. */
@ConfigMapping(prefix = "docurift.processing")
public interface JobsConfig {
    /** A job whose process has not renewed its lease for this long is taken over by another as the next attempt. */
    @WithDefault("10S")
    Duration lease();

    /** Attempts of a job whose extraction or process dies, before it fails with {@code PROCESSING_CRASHED}. */
    @WithDefault("3")
    int maxAttempts();
}
