package com.docurift.extraction;

import java.util.concurrent.atomic.LongAdder;

/** What a pool has done since it was made; the values only grow. */
public final class PoolCounters {

    private final LongAdder documents = new LongAdder();
    private final LongAdder crashes = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder restarts = new LongAdder();

    /** Documents whose reading ended, however it ended. */
    public LongAdder documents() {
        return documents;
    }

    /** Documents on which a worker died or ran out of memory. */
    public LongAdder crashes() {
        return crashes;
    }

    /** Documents of which a page, or which as a whole, reached a time limit. */
    public LongAdder timeouts() {
        return timeouts;
    }

    /** Worker processes started in place of one that ended, was killed or was worn out. */
    public LongAdder restarts() {
        return restarts;
    }
}
