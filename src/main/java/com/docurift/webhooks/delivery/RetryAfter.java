package com.docurift.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110 §10.2.3): seconds or one of the three forms of an HTTP date. */
final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            form("EEEE, dd-MMM-uu HH:mm:ss 'GMT'"),
            form("EEE MMM ppd HH:mm:ss uuuu"));

    private RetryAfter() {}

    /** The time to wait; empty for what is absent, senseless or in the past. */
    static Optional<Duration> read(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        return DATES.stream()
                .flatMap(form -> parse(form, value).stream())
                .findFirst()
                .map(date -> Duration.between(now, date))
                .filter(wait -> !wait.isNegative() && !wait.isZero());
    }

    private static Optional<Instant> parse(DateTimeFormatter form, String value) {
        try {
            return Optional.of(form.parse(value, Instant::from));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter form(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }
}
