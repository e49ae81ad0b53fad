package com.docurift.wronghouse.platform;

import com.docurift.wronghouse.events.Event;
import java.time.Instant;

/** Imports a room, and asks for the time, which it may. */
record ToldOfEvents(Event event) {
    static Instant now() {
        return Instant.now();
    }
}
