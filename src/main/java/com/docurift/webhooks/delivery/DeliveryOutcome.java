package com.docurift.webhooks.delivery;

import java.time.Duration;

/** What an attempt means for its delivery. */
public sealed interface DeliveryOutcome {
    /** The receiver has it. */
    record Delivered() implements DeliveryOutcome {}

    /** It failed and is attempted again after a wait, counted from the end of this attempt. */
    record TryAgain(Duration after) implements DeliveryOutcome {}

    /** It will not be attempted again by itself. */
    record GiveUp(Reason reason) implements DeliveryOutcome {}

    /** The attempt did not count, because the fault was ours. */
    record Postponed(Duration after) implements DeliveryOutcome {}

    /** Why a delivery was given up. */
    enum Reason {
        /** The last attempt of the schedule failed. */
        EXHAUSTED,
        /** The receiver answered 410: its endpoint is disabled too. */
        GONE
    }
}
