package com.docurift.platform;

import java.time.Duration;

/** Checks of settings at the start: a value that cannot work ends the start with a sentence that names it. */
public final class Settings {
    private Settings() {}

    /**
     * Refuses the start unless a condition holds.
     *
     * @param sentence which setting, by its name in the environment, and what it must be
     */
    public static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new StartFailure(sentence);
        }
    }

    /** Refuses the start when a number is below its least value. */
    public static void atLeast(long least, long value, String environment) {
        require(value >= least, "%s is %d, but must be at least %d.".formatted(environment, value, least));
    }

    /** Refuses the start when a duration is below its least value. */
    public static void atLeast(Duration least, Duration value, String environment) {
        require(
                value.compareTo(least) >= 0,
                "%s is %s, but must be at least %s.".formatted(environment, shown(value), shown(least)));
    }

    private static String shown(Duration duration) {
        return duration.toString().substring("PT".length());
    }
}
