package com.docurift.api;

import com.docurift.platform.Time;
import com.docurift.webhooks.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as clients see it.
 *
 * @param secret signs deliveries; only in the answer that makes the endpoint
 * @param disabledReason why the service made it inactive
 */
public record WebhookResponse(
        String id,
        String url,
        List<String> events,
        boolean active,
        @Nullable String description,
        @Nullable String disabledReason,
        @Nullable String secret,
        String createdAt,
        String updatedAt) {
    static WebhookResponse withSecret(Endpoint endpoint) {
        return of(endpoint, endpoint.secret());
    }

    static WebhookResponse withoutSecret(Endpoint endpoint) {
        return of(endpoint, null);
    }

    private static WebhookResponse of(Endpoint endpoint, @Nullable String secret) {
        return new WebhookResponse(
                endpoint.id(),
                endpoint.url(),
                endpoint.events(),
                endpoint.active(),
                endpoint.description(),
                endpoint.disabledReason(),
                secret,
                Time.seconds(endpoint.createdAt()),
                Time.seconds(endpoint.updatedAt()));
    }

    @Override
    public String toString() {
        return "WebhookResponse[" + id + "]";
    }
}
