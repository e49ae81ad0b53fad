package com.docurift.api.jobs;

import com.docurift.events.Event;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;

/** Turns events into the frames of a stream: at once {@code retry} and a comment, then events, and a comment every 15 s. */
final class SseFrames {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final long RETRY_MILLIS = 2000;

    private final Sse sse;
    private final OutboundSseEvent end;

    SseFrames(Sse sse) {
        this.sse = sse;
        this.end = comment("end");
    }

    /** The frames of a stream that ends with its events, or with a comment when the process is about to end. */
    Multi<OutboundSseEvent> of(Multi<Event> events, Uni<Void> closing) {
        var first = sse.newEventBuilder()
                .reconnectDelay(RETRY_MILLIS)
                .comment("stream open")
                .build();
        var beats = Multi.createFrom()
                .ticks()
                .startingAfter(HEARTBEAT)
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(tick -> comment("heartbeat"));
        var ended = events.map(this::frame).onCompletion().continueWith(end);
        var shutdown = closing.onItem()
                .transformToMulti(none -> Multi.createFrom().items(comment("shutting down, reconnect"), end));
        var body = Multi.createBy()
                .merging()
                .withRequests(16)
                .streams(ended, beats, shutdown)
                .select()
                .first(frame -> frame != end);
        return Multi.createBy().concatenating().streams(Multi.createFrom().item(first), body);
    }

    private OutboundSseEvent frame(Event event) {
        return sse.newEventBuilder()
                .id(Integer.toString(event.sequence()))
                .name(event.type().wireName())
                .data(String.class, event.envelope())
                .build();
    }

    private OutboundSseEvent comment(String text) {
        return sse.newEventBuilder().comment(text).build();
    }
}
