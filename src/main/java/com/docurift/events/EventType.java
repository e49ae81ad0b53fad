package com.docurift.events;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can happen. The names are those of the contract and never change their meaning. */
public enum EventType {
    QUEUED("document.processing.queued"),
    STARTED("document.processing.started"),
    PROGRESS("document.processing.progress"),
    COMPLETED("document.processing.completed"),
    FAILED("document.processing.failed"),
    BATCH_COMPLETED("batch.processing.completed"),
    ENDPOINT_DISABLED("webhook.endpoint.disabled"),
    TEST("webhook.test");

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire, dotted lower case. */
    public String wireName() {
        return wireName;
    }

    /** Whether a job's story ends with it. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED;
    }

    /** The type of that name, or none. */
    public static @Nullable EventType of(String wireName) {
        return BY_NAME.get(wireName);
    }

    @Override
    public String toString() {
        return wireName;
    }
}
