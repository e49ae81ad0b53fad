package com.docurift.wronghouse.jobs;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Asks the machine for time and chance. */
final class OwnTime {
    private OwnTime() {}

    static String now() {
        Supplier<UUID> id = UUID::randomUUID;
        return Instant.now() + " " + System.currentTimeMillis() + " " + Math.random() + " " + id.get();
    }
}
