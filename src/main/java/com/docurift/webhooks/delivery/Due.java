package com.docurift.webhooks.delivery;

import com.docurift.events.Event;
import com.docurift.events.EventType;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that belongs to this process until its lease ends.
 *
 * @param id {@code dlv_…}
 * @param receiver who gets it
 * @param eventId {@code evt_…}, sent as {@code webhook-id}
 * @param jobId the event's job
 * @param sequence the event's place among those of the job
 * @param type what happened
 * @param attemptsMade counted attempts so far
 * @param createdAt when the delivery was made
 * @param event the event itself when it is at hand, else it is read again
 * @param lease the end of the lease by the clock of the database, which is also its token
 * @param leaseEnds the same or earlier, by {@link System#nanoTime()}
 */
public record Due(
        String id,
        Receiver receiver,
        String eventId,
        String jobId,
        int sequence,
        EventType type,
        int attemptsMade,
        Instant createdAt,
        @Nullable Event event,
        OffsetDateTime lease,
        long leaseEnds) {
    boolean isFirst() {
        return attemptsMade == 0;
    }
}
