package com.docurift.sample;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The part of a webhook's receiver: a small server on loopback that takes what comes and answers 204. */
final class Receiver implements AutoCloseable {
    private static final String PATH = "/docurift";
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    /** One request, as it came. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Received(Headers headers, byte[] body) {
        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }

        /** Whether both signatures are those of the secret. */
        boolean isSignedDocuRift(String secret) {
            return Signatures.isDocuRift(secret, header("X-DocuRift-Timestamp"), body, header("X-DocuRift-Signature"));
        }

        boolean isSignedStandard(String secret) {
            return Signatures.isStandard(
                    secret, header("webhook-id"), header("webhook-timestamp"), body, header("webhook-signature"));
        }
    }

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver open() {
        try {
            // Port 0 takes a free one of the upper range, where webhooks may go.
            var receiver =
                    new Receiver(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
            receiver.server.createContext(PATH, receiver::take);
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new SampleFailure("no receiver for the webhook could be opened on loopback: " + e.getMessage(), e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** The next request, waited for; empty when none comes within the time. */
    Optional<Received> next(Duration within) throws InterruptedException {
        return Optional.ofNullable(received.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(NO_CONTENT, -1);
            received.add(new Received(exchange.getRequestHeaders(), body));
        }
    }
}
