package com.docurift.webhooks;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered endpoint.
 *
 * @param id {@code wh_…}
 * @param url where its deliveries go
 * @param secret signs them; shown to the client once, when the endpoint is made
 * @param events what it wants, as {@link EventFilter} reads it
 * @param active whether it gets new deliveries
 * @param description the client's own words
 * @param disabledReason why the service made it inactive; absent while active and when the client did it
 */
public record Endpoint(
        String id,
        String organizationId,
        String url,
        String secret,
        List<String> events,
        boolean active,
        @Nullable String description,
        @Nullable String disabledReason,
        Instant createdAt,
        Instant updatedAt) {
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
