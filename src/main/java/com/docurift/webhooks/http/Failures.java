package com.docurift.webhooks.http;

import com.docurift.webhooks.delivery.Answer;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import javax.net.ssl.SSLException;

/** Puts errors of the wire into words for the delivery log; none of them tells more of a URL than its host. */
final class Failures {
    private Failures() {}

    /** Why no connection came about. Running out of descriptors, local ports or pool places is our own fault. */
    static Answer beforeTheRequest(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectionPoolTooBusyException
                || failure instanceof BindException
                || message.contains("Too many open files")
                || message.contains("Cannot assign requested address")) {
            return new Answer.OwnFault("no free connection");
        }
        return new Answer.NoAnswer(words(failure));
    }

    /** Why no answer came on an open connection. */
    static Answer afterTheRequest(Throwable failure) {
        return new Answer.NoAnswer(words(failure));
    }

    private static String words(Throwable failure) {
        if (failure instanceof ConnectTimeoutException) {
            return "connecting timed out";
        }
        if (failure instanceof NoRouteToHostException) {
            return "no route to the host";
        }
        if (failure instanceof ConnectException) {
            return "connection refused";
        }
        if (failure instanceof SSLException) {
            return "TLS failed: " + failure.getMessage();
        }
        if (failure instanceof HttpClosedException) {
            return "connection closed before the answer";
        }
        return "the exchange failed: " + failure.getClass().getSimpleName();
    }
}
