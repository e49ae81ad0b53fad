package com.docurift.api;

import com.docurift.events.EventType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a client registers.
 *
 * @param url where deliveries go; required
 * @param events names, prefixes ending in {@code .*}, or {@code *}; absent or empty: everything but progress
 * @param active whether it gets deliveries from now on; true when absent
 * @param description the client's own words, at most 1,000 characters
 */
public record WebhookRequest(
        @Nullable String url,
        @Nullable List<@Nullable String> events,
        @Nullable Boolean active,
        @Nullable String description) {
    static List<String> knownEvents() {
        return Stream.concat(Arrays.stream(EventType.values()).map(EventType::wireName), Stream.of("*", "document.*"))
                .toList();
    }
}
