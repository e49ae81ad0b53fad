package com.docurift.processing;

import java.time.Duration;

/**
 * How many jobs to hold at a time. Documents of seconds are claimed one for each slot, so that other processes may take what waits.
 * Documents of a millisecond are claimed some ahead, at most what the slots do in a twentieth of a second, so that one claim feeds many.
 */
final class Pace {
    private static final double AHEAD_NANOS = Duration.ofMillis(50).toNanos();
    private static final int MOST_AHEAD = 64;
    private static final double WEIGHT = 0.1;

    private final int slots;
    private double averageNanos = AHEAD_NANOS;

    Pace(int slots) {
        this.slots = slots;
    }

    /** A document took that long in its slot. */
    synchronized void took(Duration time) {
        averageNanos += WEIGHT * (time.toNanos() - averageNanos);
    }

    /** Jobs to hold, running and ready together; never below the slots. */
    synchronized int capacity() {
        double within = slots * AHEAD_NANOS / Math.max(1, averageNanos);
        return slots + (int) Math.max(0, Math.min(MOST_AHEAD, within - slots));
    }
}
