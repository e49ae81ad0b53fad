package com.docurift.events.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a round begins to read. Deleted pointers stay in the index until they are vacuumed, so reading from the front each time would
 * cost more the more was published. Rounds begin where everything was published some seconds ago; because a transaction may commit a
 * lower position late, one round in a while begins at the front.
 */
final class Scan {
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private final Clock clock;
    private long settled;
    private long highest;
    private long candidate;
    private Instant candidateAt;
    private Instant wholeAt = Instant.MIN;

    Scan(Clock clock) {
        this.clock = clock;
        this.candidateAt = clock.instant();
    }

    /** The position behind which the next round reads. */
    long start() {
        var now = clock.instant();
        if (!now.isBefore(candidateAt.plus(SETTLED))) {
            settled = candidate;
            candidate = highest;
            candidateAt = now;
        }
        return wholeAt.isBefore(now.minus(WHOLE)) ? 0 : settled;
    }

    /** Everything up to a position that was read has been published. */
    void passed(long position) {
        highest = Math.max(highest, position);
    }

    /** A round that began at a position came to the end of what waits. */
    void reachedEnd(long from) {
        if (from == 0) {
            wholeAt = clock.instant();
        }
    }

    /** The shards changed hands: what their last owner left unpublished stands before what is published here. */
    void restart() {
        settled = 0;
        candidate = 0;
        highest = 0;
        wholeAt = Instant.MIN;
    }
}
