package com.docurift.accounts;

import com.docurift.platform.Settings;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts the requests of each key: a bucket that holds {@code burst} of them and is filled up at a steady rate. The buckets are in
 * memory, so every process allows a key that much.
 */
@Singleton
public class RateLimits {
    private static final int MOST_KEYS = 100_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * Where a key stands after a request.
     *
     * @param allowed whether the request may go on
     * @param limit requests that are possible at once after a pause
     * @param remaining requests that are possible at once now
     * @param resetSeconds until {@code remaining} is {@code limit} again when nothing more comes, rounded up
     * @param retrySeconds until the next request is allowed, rounded up; 0 when it is allowed now
     */
    public record Standing(boolean allowed, long limit, long remaining, long resetSeconds, long retrySeconds) {}

    private final RateLimitConfig config;
    private final TimeMeter time;
    private final boolean isOff;
    private final LoadingCache<String, Bucket> buckets;

    @Inject
    RateLimits(RateLimitConfig config) {
        this(config, TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(RateLimitConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
        this.isOff = config.requestsPerSecond() <= 0 || config.burst() <= 0;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(untilFull().plus(SECOND)) // a full bucket is like none
                .executor(Runnable::run)
                .build(key -> full());
    }

    void check(@Observes StartupEvent event) {
        Settings.atLeast(0, config.requestsPerSecond(), "DOCURIFT_LIMITS_REQUESTS_PER_SECOND");
        Settings.atLeast(0, config.burst(), "DOCURIFT_LIMITS_BURST");
    }

    /** Counts one request of a key. Takes no lock and asks no database. Empty when there is no limit. */
    public Optional<Standing> count(String keyId) {
        if (isOff) {
            return Optional.empty();
        }
        var probe = buckets.get(keyId).tryConsumeAndReturnRemaining(1);
        return Optional.of(new Standing(
                probe.isConsumed(),
                config.burst(),
                probe.getRemainingTokens(),
                seconds(probe.getNanosToWaitForReset()),
                seconds(probe.getNanosToWaitForRefill())));
    }

    /** Keys that were used lately, for tests. */
    long keysInMemory() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Duration untilFull() {
        return isOff ? Duration.ZERO : SECOND.multipliedBy(config.burst()).dividedBy(config.requestsPerSecond());
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(config.burst()).refillGreedy(config.requestsPerSecond(), SECOND))
                .withCustomTimePrecision(time)
                .build();
    }

    private static long seconds(long nanos) {
        return -Math.floorDiv(-nanos, SECOND.toNanos());
    }
}
