package com.docurift.webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of webhooks. */
@ConfigMapping(prefix = "docurift.webhooks")
public interface WebhooksConfig {
    /** How long one attempt may take in all: name lookup, connecting, sending, and the answer with its body. */
    @WithDefault("15S")
    Duration timeout();

    /** How long connecting may take. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** The waits after each failed attempt, counted from its end; one attempt more than waits is made, the first at once. */
    @WithDefault("5S,1M,5M,30M,2H,5H,10H,14H,20H,24H")
    List<Duration> retrySchedule();

    /**
     * Networks in CIDR notation that webhooks may call beside public addresses with {@code https}; {@code http} is allowed into them.
     * Unset, loopback is open while PostgreSQL or Kafka is embedded, so that a first try works, and nothing else is.
     */
    Optional<List<String>> allowedNetworks();

    /** Attempts in flight at a time to one endpoint; an endpoint that fails gets two. */
    @WithDefault("16")
    int concurrencyPerEndpoint();

    /** Attempts in flight at a time in this process. */
    @WithDefault("512")
    int concurrency();

    /** How long a claimed delivery belongs to its process; must exceed {@link #timeout()} by at least 5 s. After a crash it is tried again then. */
    @WithDefault("45S")
    Duration lease();
}
