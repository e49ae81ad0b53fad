package com.docurift.events.relay;

import com.docurift.events.persistence.OutboxRows.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a round begins to read. Deleted pointers stay in the index until they are vacuumed, so reading from the front each time would
 * cost more the more was published. A round begins at a position below which nothing can appear any more: a transaction may commit long
 * after it drew its position, and until then its job's next event, which has a higher one, must not be published. So a position is settled
 * when every transaction that was running when it was read has ended, and a round has read what they wrote.
 *
 * <p>As a net, one round in a while begins at the front: PostgreSQL counts a transaction only from its first write.
 */
final class Scan {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(5);

    private final Clock clock;
    private long settled;
    private long settledAfterThisRound;
    private long highest;
    private long candidate;
    private long begunBeforeCandidate;
    private Instant settleAt;
    private Instant wholeAt = Instant.MIN;

    Scan(Clock clock) {
        this.clock = clock;
        this.settleAt = clock.instant();
    }

    /** The position behind which the next round reads. */
    long start() {
        return wholeAt.isBefore(clock.instant().minus(WHOLE)) ? 0 : settled;
    }

    /** Whether a round should look at the transactions before it reads. */
    boolean asksForTransactions() {
        return !clock.instant().isBefore(settleAt);
    }

    /** Which transactions there were before a round read. */
    void transactions(Transactions now) {
        settleAt = clock.instant().plus(SETTLE);
        if (now.oldestRunning() >= begunBeforeCandidate) {
            settledAfterThisRound = candidate;
            candidate = highest;
            begunBeforeCandidate = now.next();
        }
    }

    /** A round has published everything up to a position that it could read. */
    void passed(long position) {
        highest = Math.max(highest, position);
        if (position >= settledAfterThisRound) {
            settled = settledAfterThisRound;
        }
    }

    /** A round that began at a position came to the end of what waits. */
    void reachedEnd(long from) {
        settled = settledAfterThisRound;
        if (from == 0) {
            wholeAt = clock.instant();
        }
    }

    /** The shards changed hands: what their last owner left unpublished stands before what is published here. */
    void restart() {
        settled = 0;
        settledAfterThisRound = 0;
        candidate = 0;
        highest = 0;
        wholeAt = Instant.MIN;
    }
}
