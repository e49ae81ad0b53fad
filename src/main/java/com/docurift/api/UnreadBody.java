package com.docurift.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Reads on, within limits, when a request was answered before its body had come: a client that is cut off while it sends loses the answer. */
final class UnreadBody {
    private static final long MOST_BYTES = 8 << 20;
    private static final long LONGEST_MILLIS = 3_000;
    /** RFC 9113 §8.1: the answer is whole, and the rest of the request is not wanted. */
    private static final long NO_ERROR = 0;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private long left = MOST_BYTES;

    private UnreadBody(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
    }

    /** Watches over a request: once it is answered, what is left of its body is read and thrown away, or its connection closed. */
    static void guard(RoutingContext routing) {
        var request = routing.request();
        routing.addEndHandler(ignored -> {
            if (!request.isEnded()) {
                new UnreadBody(routing.vertx(), request).drain();
            }
        });
    }

    private void drain() {
        long timer = vertx.setTimer(LONGEST_MILLIS, ignored -> hangUp());
        request.handler(buffer -> {
            left -= buffer.length();
            if (left < 0) {
                hangUp();
            }
        });
        request.endHandler(ignored -> vertx.cancelTimer(timer));
        request.exceptionHandler(ignored -> vertx.cancelTimer(timer));
        request.resume();
    }

    // Of HTTP/2 only this stream: others share the connection.
    private void hangUp() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }
}
