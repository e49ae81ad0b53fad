package com.docurift.accounts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many requests a key may make. */
@ConfigMapping(prefix = "docurift.limits")
public interface RateLimitConfig {
    /** Requests that each key may make per second in the long run, in each process; 0 switches the limit off. */
    @WithDefault("200")
    int requestsPerSecond();

    /** Requests that a key may make at once after a pause; 0 switches the limit off. */
    @WithDefault("400")
    int burst();
}
