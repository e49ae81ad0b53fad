package com.docurift.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.docurift.accounts.RateLimits.Standing;
import com.docurift.platform.StartFailure;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());

    private record Limit(int requestsPerSecond, int burst) implements RateLimitConfig {}

    private RateLimits limits(int requestsPerSecond, int burst) {
        return new RateLimits(new Limit(requestsPerSecond, burst), new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Standing count(RateLimits limits) {
        return limits.count("key_a").orElseThrow();
    }

    @Test
    void aKeyHasItsBurstAndThenTheSteadyRate() {
        var limits = limits(5, 10);
        assertThat(count(limits)).isEqualTo(new Standing(true, 10, 9, 1, 0));
        assertThat(IntStream.range(0, 8).mapToObj(i -> count(limits)).toList().get(7))
                .isEqualTo(new Standing(true, 10, 1, 2, 0));
        assertThat(count(limits)).isEqualTo(new Standing(true, 10, 0, 2, 0));
        assertThat(count(limits)).isEqualTo(new Standing(false, 10, 0, 2, 1));
        pass(Duration.ofMillis(199));
        assertThat(count(limits).allowed()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(count(limits).allowed()).isTrue();
        assertThat(count(limits).allowed()).isFalse();
        pass(Duration.ofMinutes(10));
        assertThat(count(limits).remaining()).isEqualTo(9);
    }

    @Test
    void keysDoNotShareABucket() {
        var limits = limits(1, 1);
        assertThat(limits.count("key_a").orElseThrow().allowed()).isTrue();
        assertThat(limits.count("key_a").orElseThrow().allowed()).isFalse();
        assertThat(limits.count("key_b").orElseThrow().allowed()).isTrue();
    }

    @Test
    void theWaitIsAsLongAsASlowRateNeeds() {
        var limits = limits(1, 60);
        IntStream.range(0, 60).forEach(i -> assertThat(count(limits).allowed()).isTrue());
        assertThat(count(limits)).isEqualTo(new Standing(false, 60, 0, 60, 1));
    }

    @Test
    void zeroIsNoLimitAndNegativeNoSense() {
        assertThat(limits(0, 400).count("key_a")).isEmpty();
        assertThat(limits(200, 0).count("key_a")).isEmpty();
        assertThatThrownBy(() -> limits(-1, 400).check(new StartupEvent())).isInstanceOf(StartFailure.class);
        assertThatThrownBy(() -> limits(200, -1).check(new StartupEvent())).isInstanceOf(StartFailure.class);
    }

    @Test
    void ofManyThreadsAsManyPassAsMay() throws InterruptedException {
        var limits = limits(1, 1_000);
        var passed = new AtomicInteger();
        var threads = IntStream.range(0, 8)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        if (count(limits).allowed()) {
                            passed.incrementAndGet();
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(passed).hasValue(1_000);
    }

    @Test
    void theMemoryIsBoundedHoweverManyKeysThereAre() {
        var limits = limits(200, 400);
        IntStream.range(0, 150_000).forEach(i -> limits.count("key_" + i));
        assertThat(limits.keysInMemory()).isLessThanOrEqualTo(100_000);
    }
}
