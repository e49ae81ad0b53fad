package com.docurift.api.jobs;

import com.docurift.api.ApiException;
import org.jspecify.annotations.Nullable;

/** The event after which a stream begins. */
final class LastEvent {
    private LastEvent() {}

    /** The sequence that a request names; the header wins over the query, and without either it is 0. */
    static int sequence(@Nullable String header, @Nullable String query) {
        String named = header == null || header.isEmpty() ? query : header;
        if (named == null || named.isEmpty()) {
            return 0;
        }
        if (named.matches("[0-9]{1,9}")) {
            return Integer.parseInt(named);
        }
        throw ApiException.invalid(
                "lastEventId", "lastEventId must be the sequence of an event: a whole number from 0");
    }
}
