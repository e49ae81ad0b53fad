package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Ids idsAt(Instant... instants) {
        Deque<Instant> times = new ArrayDeque<>(List.of(instants));
        InstantSource source = () -> times.size() > 1 ? times.remove() : times.element();
        return new Ids(source.withZone(ZoneOffset.UTC));
    }

    @Test
    void anIdIsItsPrefixAndTwentySixDigitsOfTheAlphabet() {
        assertThat(idsAt(NOON).next("job")).matches("job_[0-9a-hjkmnp-tv-z]{26}");
    }

    @Test
    void idsGrowWithTimeWithinAMillisecondAndWhenTheClockGoesBack() {
        Ids ids = idsAt(NOON, NOON, NOON.plusMillis(1), NOON.minusSeconds(3600), NOON.plusMillis(2));
        List<String> made = Stream.generate(() -> ids.next("evt")).limit(5).toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsMadeByManyThreadsAtOnceAreAllDifferent() {
        Ids ids = new Ids(Clock.systemUTC());
        List<String> made = IntStream.range(0, 50_000)
                .parallel()
                .mapToObj(i -> ids.next("job"))
                .toList();
        assertThat(made).hasSize(50_000).doesNotHaveDuplicates();
    }

    @Test
    void theFloorOfAMomentLiesBetweenTheIdsBeforeItAndThoseFromItOn() {
        String floor = Ids.floor("job", NOON);
        assertThat(idsAt(NOON.minusMillis(1)).next("job")).isLessThan(floor);
        assertThat(idsAt(NOON).next("job")).isGreaterThanOrEqualTo(floor);
    }

    @Test
    void theFloorIsTheTimeAndZeros() {
        assertThat(Ids.floor("job", NOON)).isEqualTo("job_" + base32(NOON.toEpochMilli()) + "0000000000000000");
        assertThat(Ids.floor("job", Instant.EPOCH)).isEqualTo("job_00000000000000000000000000");
    }

    private static String base32(long millis) {
        String plain = Long.toString(millis, 32);
        String padded = "0".repeat(10 - plain.length()) + plain;
        // Java counts a to v, ids leave out i, l, o and u.
        return padded.chars()
                .mapToObj(c -> String.valueOf("0123456789abcdefghjkmnpqrstvwxyz".charAt(Character.digit(c, 32))))
                .reduce("", String::concat);
    }
}
