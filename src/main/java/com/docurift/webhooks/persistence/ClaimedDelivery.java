package com.docurift.webhooks.persistence;

import com.docurift.events.EventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was due and now belongs to the claimer for the time of a lease.
 *
 * @param endpointId the registered endpoint; absent for a job's own
 * @param url where the receiver is now
 * @param secret signs; absent when the receiver is there no more
 * @param lease the end of the lease, by which the record of the attempt proves that the delivery is still its own
 */
public record ClaimedDelivery(
        String id,
        String organizationId,
        @Nullable String endpointId,
        String lane,
        String jobId,
        int sequence,
        String eventId,
        EventType type,
        String url,
        int attemptsMade,
        Instant createdAt,
        @Nullable String secret,
        OffsetDateTime lease) {
    @Override
    public String toString() {
        return "ClaimedDelivery[" + id + "]";
    }
}
