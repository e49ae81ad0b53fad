package com.docurift.webhooks.delivery;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is written about an attempt that ended.
 *
 * @param id the delivery
 * @param lease the end of the lease under which the attempt was made; when another dispatcher has the delivery by now, nothing is written
 * @param status its new status; absent: as before
 * @param pause until the next attempt; absent exactly when the status is terminal
 * @param attempt the log entry as JSON; absent when the attempt did not count
 * @param gone the endpoint to disable, because it answered 410
 */
public record Finished(
        String id,
        OffsetDateTime lease,
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

    /** Its receiver or its event is there no more. */
    static Finished cancelled(Due due) {
        return new Finished(due.id(), due.lease(), Status.CANCELLED, null, null, null);
    }

    /** It was not attempted, and another dispatcher may do so now. */
    static Finished handedBack(Due due) {
        return new Finished(due.id(), due.lease(), null, Duration.ZERO, null, null);
    }

    static Finished of(Due due, DeliveryOutcome outcome, String attempt) {
        if (outcome instanceof DeliveryOutcome.Delivered) {
            return new Finished(due.id(), due.lease(), Status.DELIVERED, null, attempt, null);
        }
        if (outcome instanceof DeliveryOutcome.TryAgain again) {
            return new Finished(due.id(), due.lease(), Status.RETRYING, again.after(), attempt, null);
        }
        if (outcome instanceof DeliveryOutcome.Postponed postponed) {
            return new Finished(due.id(), due.lease(), null, postponed.after(), null, null);
        }
        var reason = ((DeliveryOutcome.GiveUp) outcome).reason();
        String gone = reason == DeliveryOutcome.Reason.GONE ? due.receiver().endpointId() : null;
        return new Finished(due.id(), due.lease(), Status.DEAD, null, attempt, gone);
    }
}
