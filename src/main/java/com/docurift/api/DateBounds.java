package com.docurift.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a time filter, both inclusive: a date covers its whole UTC day, a date-time without fraction its whole second, one with a
 * fraction its millisecond. Times are RFC 3339, of any offset.
 *
 * @param from the earliest moment; absent when there is no such bound
 * @param before the first moment that is too late; absent when there is no such bound
 */
public record DateBounds(@Nullable Instant from, @Nullable Instant before) {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    // A plus sign that was not encoded in the query arrives as a blank.
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}:\\d{2})(\\.\\d{1,9})?\\d*(?:[Zz]|([-+ ])(\\d{2}):(\\d{2}))");

    private record Span(Instant start, Instant end) {}

    /**
     * Reads {@code startDate} and {@code endDate}; empty values count as absent.
     *
     * @throws ApiException that names the one that is no date
     */
    public static DateBounds of(@Nullable String startDate, @Nullable String endDate) {
        var first = span("startDate", startDate);
        var last = span("endDate", endDate);
        return new DateBounds(first == null ? null : first.start(), last == null ? null : last.end());
    }

    private static @Nullable Span span(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            var dateTime = DATE_TIME.matcher(text);
            if (dateTime.matches()) {
                return moment(dateTime);
            }
            if (DATE.matcher(text).matches()) {
                var start = LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                return sinceEpoch(start, Duration.ofDays(1));
            }
        } catch (DateTimeException noSuchDay) {
            // the same refusal as for any other text that is no date
        }
        throw ApiException.invalid(
                field, field + " must be a date such as 2024-01-26 or a time such as 2024-01-26T10:00:00Z");
    }

    private static Span moment(Matcher parts) {
        String fraction = parts.group(3);
        var local = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2) + (fraction == null ? "" : fraction));
        var at = local.toInstant(ZoneOffset.UTC).minus(offset(parts));
        if (fraction == null) {
            return sinceEpoch(at, Duration.ofSeconds(1));
        }
        boolean whole = at.getNano() % 1_000_000 == 0;
        var milli = Instant.ofEpochMilli(at.toEpochMilli());
        // Between two milliseconds nothing is created: such a start means the next one, such an end the one before it.
        return new Span(
                sinceEpoch(whole ? milli : milli.plusMillis(1), Duration.ZERO).start(),
                sinceEpoch(milli, Duration.ofMillis(1)).end());
    }

    private static Duration offset(Matcher parts) {
        if (parts.group(4) == null) {
            return Duration.ZERO;
        }
        int hours = Integer.parseInt(parts.group(5));
        int minutes = Integer.parseInt(parts.group(6));
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("no such offset");
        }
        var ahead = Duration.ofMinutes(60L * hours + minutes);
        return parts.group(4).equals("-") ? ahead.negated() : ahead;
    }

    private static Span sinceEpoch(Instant start, Duration length) {
        var end = start.plus(length);
        return new Span(later(start, Instant.EPOCH), later(end, Instant.EPOCH));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
