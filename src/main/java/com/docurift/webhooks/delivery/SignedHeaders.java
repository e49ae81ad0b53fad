package com.docurift.webhooks.delivery;

import com.docurift.platform.TraceParent;
import com.docurift.webhooks.delivery.Bodies.Body;
import io.vertx.core.MultiMap;
import java.time.Instant;

/** The headers of an attempt: DocuRift's own, and those of Standard Webhooks 1.0 side by side. */
final class SignedHeaders {
    private static final String USER_AGENT = "DocuRift-Webhooks/" + version();

    private SignedHeaders() {}

    static MultiMap of(Due due, Body body, Instant at) {
        long timestamp = at.getEpochSecond();
        String seconds = Long.toString(timestamp);
        String secret = due.receiver().secret();
        return MultiMap.caseInsensitiveMultiMap()
                .add("Content-Type", "application/json")
                .add("User-Agent", USER_AGENT)
                .add("X-DocuRift-Signature", Signatures.docuRift(secret, timestamp, body.bytes()))
                .add("X-DocuRift-Timestamp", seconds)
                .add("X-DocuRift-Event-Id", due.eventId())
                .add("webhook-id", due.eventId())
                .add("webhook-timestamp", seconds)
                .add("webhook-signature", Signatures.standard(secret, due.eventId(), timestamp, body.bytes()))
                .add("traceparent", TraceParent.next(body.traceparent()));
    }

    private static String version() {
        String version = SignedHeaders.class.getPackage().getImplementationVersion();
        return version == null ? "1" : version;
    }
}
