package com.docurift.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bell of the workers: it rings when jobs wait, in this process directly and for other processes by the event on Kafka. */
@ApplicationScoped
public class WaitingJobs {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Says that jobs wait. Costs next to nothing; callable from any thread. */
    public void ring() {
        listeners.forEach(Runnable::run);
    }

    /** Calls a listener whenever it rings; it must not block. */
    public void onRing(Runnable listener) {
        listeners.add(listener);
    }
}
