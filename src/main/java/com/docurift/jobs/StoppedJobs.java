package com.docurift.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells whoever works on a job that it was ended from outside: in this process directly, for other processes by a notification. */
@ApplicationScoped
public class StoppedJobs {
    /** The channel of the notifications; the payload is a job's id. */
    public static final String CHANNEL = "docurift_stopped_jobs";

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** Says that the job is at its end, whatever still works on it. Callable from any thread. */
    public void stopped(String jobId) {
        listeners.forEach(listener -> listener.accept(jobId));
    }

    /** Calls a listener with the id of each such job; it must not block. */
    public void onStop(Consumer<String> listener) {
        listeners.add(listener);
    }
}
