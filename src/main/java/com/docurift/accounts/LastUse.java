package com.docurift.accounts;

import com.docurift.accounts.persistence.KeyUsage;
import com.docurift.platform.Drain;
import com.docurift.platform.Loops;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers when each key was last used and writes it down twice a minute, so that no request waits for a write. */
@Singleton
class LastUse {
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final KeyUsage usage;
    private final Loops loops;
    private final Drain drain;
    private final Map<String, Instant> unwritten = new ConcurrentHashMap<>();

    @Inject
    LastUse(KeyUsage usage, Loops loops, Drain drain) {
        this.usage = usage;
        this.loops = loops;
        this.drain = drain;
    }

    void start(@Observes StartupEvent event) {
        loops.start("api-key-last-use", PERIOD, () -> write().replaceWith(false));
        drain.at(Drain.Stage.FINISH_WORK, () -> write().subscribeAsCompletionStage());
    }

    void note(String keyId, Instant at) {
        unwritten.put(keyId, at);
    }

    Uni<Void> write() {
        Map<String, Instant> batch = new HashMap<>(unwritten);
        return batch.isEmpty()
                ? Uni.createFrom().voidItem()
                : usage.markUsed(batch)
                        .invoke(() -> batch.forEach(unwritten::remove)); // what was used again meanwhile stays
    }
}
