package com.docurift.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.events.Event;
import com.docurift.platform.Sha256;

/**
 * One event for one receiver. Its id follows from the two, so that an event read twice makes one delivery: the time part of the event's
 * id, then 80 bits of a hash of event and endpoint.
 *
 * @param id {@code dlv_…}
 * @param leased whether this process attempts it at once; else it waits in PostgreSQL
 */
public record NewDelivery(String id, Event event, Receiver receiver, boolean leased) {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int TIME_FROM = "evt_".length();
    private static final int TIME_DIGITS = 10;
    private static final int HASH_DIGITS = 16;

    static NewDelivery of(Event event, Receiver receiver, boolean leased) {
        String endpoint = receiver.endpointId() == null ? event.jobId() : receiver.endpointId();
        return new NewDelivery(idOf(event.id(), endpoint), event, receiver, leased);
    }

    static String idOf(String eventId, String endpoint) {
        var hash = Sha256.of((eventId + " " + endpoint).getBytes(UTF_8));
        var id = new StringBuilder("dlv_").append(eventId, TIME_FROM, TIME_FROM + TIME_DIGITS);
        for (int digit = 0; digit < HASH_DIGITS; digit++) {
            int bit = digit * 5;
            int twoBytes = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
            id.append(DIGITS[twoBytes >> (11 - bit % 8) & 31]);
        }
        return id.toString();
    }
}
