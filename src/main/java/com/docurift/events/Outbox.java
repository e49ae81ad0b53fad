package com.docurift.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bell of the relay: whoever committed events rings it, after the commit and outside of any transaction. */
@ApplicationScoped
public class Outbox {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Says that committed events wait. Costs next to nothing; callable from any thread. */
    public void committed() {
        listeners.forEach(Runnable::run);
    }

    /** Calls a listener after each commit; it must not block. */
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }
}
