package com.docurift.webhooks.persistence;

import com.docurift.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was due and now belongs to the claimer for the time of a lease.
 *
 * @param endpointId the registered endpoint; absent for a job's own
 * @param ownSecret signs for a job's own endpoint; absent for a registered one, and when the job is gone
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
        @Nullable String ownSecret) {
    @Override
    public String toString() {
        return "ClaimedDelivery[" + id + "]";
    }
}
