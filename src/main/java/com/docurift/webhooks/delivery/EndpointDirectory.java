package com.docurift.webhooks.delivery;

import com.docurift.webhooks.persistence.ActiveEndpoint;
import com.docurift.webhooks.persistence.EndpointRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The active endpoints of organisations, remembered for a second. A change in this process is felt at once; one in another process within
 * that second, and before the events of a job that was submitted after it have travelled.
 */
@ApplicationScoped
public class EndpointDirectory {
    private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();
    private static final int LARGEST = 50_000;

    private record Entry(long loadedAt, List<ActiveEndpoint> endpoints) {}

    private final EndpointRepository repository;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > LARGEST;
        }
    };
    private long changes;

    @Inject
    public EndpointDirectory(EndpointRepository repository) {
        this.repository = repository;
    }

    /** The active endpoints of each of the organisations; an empty list where there are none. */
    public Uni<Map<String, List<ActiveEndpoint>>> of(Collection<String> organizationIds) {
        var known = new HashMap<String, List<ActiveEndpoint>>();
        var missing = new TreeSet<String>();
        long now = System.nanoTime();
        long asOf;
        synchronized (this) {
            asOf = changes;
            for (String organization : organizationIds) {
                var entry = entries.get(organization);
                if (entry != null && now - entry.loadedAt() < FRESH_NANOS) {
                    known.put(organization, entry.endpoints());
                } else {
                    missing.add(organization);
                }
            }
        }
        if (missing.isEmpty()) {
            return Uni.createFrom().item(known);
        }
        return repository.activeOf(missing).map(loaded -> {
            missing.forEach(organization -> known.put(organization, loaded.getOrDefault(organization, List.of())));
            remember(missing, known, now, asOf);
            return known;
        });
    }

    /** Forgets everything remembered, because an endpoint was changed and committed in this process. */
    public synchronized void changed() {
        changes++;
        entries.clear();
    }

    // What was read before a change must not be remembered after it.
    private synchronized void remember(
            Collection<String> organizationIds, Map<String, List<ActiveEndpoint>> known, long loadedAt, long asOf) {
        if (asOf == changes) {
            organizationIds.forEach(id -> entries.put(id, new Entry(loadedAt, known.getOrDefault(id, List.of()))));
        }
    }
}
