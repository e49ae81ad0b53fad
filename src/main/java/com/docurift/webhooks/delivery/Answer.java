package com.docurift.webhooks.delivery;

import org.jspecify.annotations.Nullable;

/** What came of one attempt on the wire. */
public sealed interface Answer {
    /**
     * The receiver answered.
     *
     * @param status the HTTP status
     * @param retryAfter the header {@code Retry-After}, if it was sent
     * @param bodyStart at most the first 1 KiB of the body, as text
     */
    record Responded(int status, @Nullable String retryAfter, String bodyStart) implements Answer {}

    /** The receiver did not answer, or may not be called. The reason names neither path nor query of the URL. */
    record NoAnswer(String error) implements Answer {}

    /** Nothing reached the receiver through a fault on our side. */
    record OwnFault(String error) implements Answer {}
}
