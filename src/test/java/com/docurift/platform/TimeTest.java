package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeTest {
    private static final long YEAR_3000 = 32_503_680_000_000L;

    @Test
    void resourcesShowWholeSecondsAndEventsMilliseconds() {
        Instant at = Instant.parse("2026-03-01T12:00:00.987654Z");
        assertThat(Time.seconds(at)).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(Time.millis(at)).isEqualTo("2026-03-01T12:00:00.987Z");
        assertThat(Time.millis(Instant.parse("2026-03-01T12:00:00Z"))).isEqualTo("2026-03-01T12:00:00.000Z");
    }

    @Property
    void whatIsShownIsReadBackAsTheSameTimeCutOff(@ForAll @LongRange(min = 0, max = YEAR_3000) long millis) {
        Instant at = Instant.ofEpochMilli(millis);
        assertThat(Instant.parse(Time.millis(at))).isEqualTo(at);
        assertThat(Instant.parse(Time.seconds(at))).isEqualTo(at.truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void theClockRunsInUtcAndInWholeMilliseconds() {
        var clock = new Time().clock();
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        Instant now = clock.instant();
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MILLIS));
    }
}
