package com.docurift.webhooks.delivery;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is written about an attempt that ended.
 *
 * @param id the delivery
 * @param status its new status; absent: as before
 * @param pause until the next attempt; absent exactly when the status is terminal
 * @param attempt the log entry as JSON; absent when the attempt did not count
 * @param gone the endpoint to disable, because it answered 410
 */
public record Finished(
        String id,
        @Nullable Status status,
        @Nullable Duration pause,
        @Nullable String attempt,
        @Nullable String gone) {
    /** The statuses that an attempt can lead to. */
    public enum Status {
        RETRYING,
        DELIVERED,
        DEAD,
        CANCELLED;

        /** As stored and shown. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finished cancelled(String id) {
        return new Finished(id, Status.CANCELLED, null, null, null);
    }

    static Finished of(Due due, DeliveryOutcome outcome, String attempt) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
            return new Finished(due.id(), Status.DELIVERED, null, attempt, null);
        }
        if (outcome instanceof DeliveryOutcome.TryAgain again) {
            return new Finished(due.id(), Status.RETRYING, again.after(), attempt, null);
        }
        if (outcome instanceof DeliveryOutcome.Postponed postponed) {
            return new Finished(due.id(), null, postponed.after(), null, null);
        }
        var reason = ((DeliveryOutcome.GiveUp) outcome).reason();
        String gone = reason == DeliveryOutcome.Reason.GONE ? due.receiver().endpointId() : null;
        return new Finished(due.id(), Status.DEAD, null, attempt, gone);
    }
}
