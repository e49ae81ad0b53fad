package com.docurift.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The one clock (UTC, whole milliseconds, so that what is stored is what was shown) and the two ways in which times are written. */
@ApplicationScoped
public class Time {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Produces
    @ApplicationScoped
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    /** ISO 8601 in UTC with whole seconds, as on resources; fractions are cut off. */
    public static String seconds(Instant at) {
        return SECONDS.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    /** ISO 8601 in UTC with milliseconds, as on events and delivery attempts. */
    public static String millis(Instant at) {
        return MILLIS.format(at);
    }
}
