package com.docurift.stream;

import com.docurift.events.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who listens to which job in this process. The tap calls it; streams and long polls listen. */
@ApplicationScoped
public class LiveEvents {
    /** Listens to one job; neither method may block. */
    interface Listener {
        /** An event of the job was published. */
        void happened(Event event);

        /** Events may have been published unseen. */
        void mayHaveMissed();
    }

    private final Map<String, Set<Listener>> byJob = new ConcurrentHashMap<>();

    /** Whether anybody listens to a job; a null is nobody's. */
    public boolean listensTo(@Nullable String jobId) {
        return jobId != null && byJob.containsKey(jobId);
    }

    /** An event was published. */
    public void happened(Event event) {
        var listeners = byJob.get(event.jobId());
        if (listeners != null) {
            listeners.forEach(listener -> listener.happened(event));
        }
    }

    /** Events may have been published unseen; listeners look into the rows. */
    public void mayHaveMissed() {
        byJob.values().forEach(listeners -> listeners.forEach(Listener::mayHaveMissed));
    }

    void listen(String jobId, Listener listener) {
        byJob.compute(jobId, (id, listeners) -> {
            Set<Listener> all = listeners == null ? ConcurrentHashMap.newKeySet(1) : listeners;
            all.add(listener);
            return all;
        });
    }

    void forget(String jobId, Listener listener) {
        byJob.computeIfPresent(jobId, (id, listeners) -> {
            listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
        });
    }
}
