package com.docurift.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver of webhooks that keeps what arrives and answers everything with one status, which a test may change. */
final class Receiver implements AutoCloseable {

    /** A request that arrived, and the status it was answered with. */
    record Hit(String path, Headers headers, byte[] body, int answered) {

        String header(String name) {
            String value = headers.getFirst(name);
            if (value == null) {
                throw new AssertionError("no header " + name + " in " + headers.keySet());
            }
            return value;
        }

        JsonNode event() {
            return Answer.json(new String(body, UTF_8));
        }

        String jobId() {
            return event().path("data").path("jobId").asText();
        }

        String type() {
            return event().path("type").asText();
        }
    }

    private final List<Hit> hits = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final HttpServer server;
    private volatile int status = 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** From now on every request is answered with this status. */
    void answerWith(int status) {
        this.status = status;
    }

    List<Hit> hits() {
        return List.copyOf(hits);
    }

    List<Hit> hits(String path) {
        return hits.stream().filter(hit -> hit.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int answer = status;
            hits.add(new Hit(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body, answer));
            exchange.sendResponseHeaders(answer, -1);
        }
    }
}
