package com.docurift.extraction.workers;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the workers that could begin a document now; tells a listener whenever there is one more. */
public final class Slots {

    private final AtomicInteger free = new AtomicInteger();
    private final Runnable onIdle;

    public Slots(Runnable onIdle) {
        this.onIdle = onIdle;
    }

    /** Workers that wait for a document; documents that wait for a worker are taken off. */
    public int idle() {
        return Math.max(0, free.get());
    }

    public void taken() {
        free.decrementAndGet();
    }

    void freed() {
        free.incrementAndGet();
        onIdle.run();
    }
}
