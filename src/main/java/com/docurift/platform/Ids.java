package com.docurift.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

/**
 * Makes the ids of everything: a prefix, an underscore and 26 characters of {@code [0-9a-z]} that sort by time of creation.
 *
 * <p>The 26 characters are a ULID in lower case: 48 bits of milliseconds, then 80 random bits. Ids of one process grow strictly,
 * also within a millisecond and when the clock goes back, so "order of creation" is the order of ids.
 */
@ApplicationScoped
public class Ids {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_DIGITS = 10;
    private static final int RANDOM_DIGITS = 16;
    private static final long FORTY_BITS = (1L << 40) - 1;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long high;
    private long low;

    @Inject
    public Ids(Clock clock) {
        this.clock = clock;
    }

    /** A new id, such as {@code job_01jd…} for the prefix {@code job}. */
    public String next(String prefix) {
        var id = new char[prefix.length() + 1 + TIME_DIGITS + RANDOM_DIGITS];
        prefix.getChars(0, prefix.length(), id, 0);
        id[prefix.length()] = '_';
        synchronized (this) {
            advance();
            digits(id, prefix.length() + 1, TIME_DIGITS, lastMillis);
            digits(id, id.length - RANDOM_DIGITS, RANDOM_DIGITS / 2, high);
            digits(id, id.length - RANDOM_DIGITS / 2, RANDOM_DIGITS / 2, low);
        }
        return new String(id);
    }

    /** The smallest id of a prefix that can be made at or after a moment; the border between what is older and what is not. */
    public static String floor(String prefix, Instant at) {
        var id = (prefix + "_" + "0".repeat(TIME_DIGITS + RANDOM_DIGITS)).toCharArray();
        digits(id, prefix.length() + 1, TIME_DIGITS, at.toEpochMilli());
        return new String(id);
    }

    /** The moment of creation that an id carries, in whole milliseconds. */
    public static Instant timeOf(String id) {
        int from = id.indexOf('_') + 1;
        long millis = 0;
        for (int i = from; i < from + TIME_DIGITS; i++) {
            millis = millis << 5 | Arrays.binarySearch(DIGITS, id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    private void advance() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            high = random.nextLong() & FORTY_BITS;
            low = random.nextLong() & FORTY_BITS;
        } else if (++low > FORTY_BITS) {
            low = 0;
            high = (high + 1) & FORTY_BITS;
        }
    }

    private static void digits(char[] target, int from, int count, long value) {
        for (int i = from + count - 1; i >= from; i--, value >>>= 5) {
            target[i] = DIGITS[(int) (value & 31)];
        }
    }
}
