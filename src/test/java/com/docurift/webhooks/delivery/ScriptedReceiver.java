package com.docurift.webhooks.delivery;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A receiver that answers by script: one step for each request, the last one for all that follow. */
final class ScriptedReceiver implements AutoCloseable {
    /** A request that arrived. */
    record Hit(String path, MultiMap headers, Buffer body, long nanos) {}

    final List<Hit> hits = new CopyOnWriteArrayList<>();
    private final List<Consumer<HttpServerRequest>> steps = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    @SafeVarargs
    ScriptedReceiver(Consumer<HttpServerRequest>... script) {
        steps.addAll(List.of(script));
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/hook?secret=path";
    }

    static Consumer<HttpServerRequest> status(int code) {
        return request -> request.response().setStatusCode(code).end();
    }

    static Consumer<HttpServerRequest> status(int code, String header, String value) {
        return request ->
                request.response().setStatusCode(code).putHeader(header, value).end();
    }

    static Consumer<HttpServerRequest> hang() {
        return request -> {};
    }

    static Consumer<HttpServerRequest> hangUp() {
        return request -> request.connection().close();
    }

    Consumer<HttpServerRequest> endless() {
        return request -> {
            var response = request.response().setChunked(true);
            long timer = vertx.setPeriodic(1, tick -> {
                if (!response.writeQueueFull() && !response.closed()) {
                    response.write("x".repeat(4096));
                }
            });
            response.closeHandler(closed -> vertx.cancelTimer(timer));
        };
    }

    void then(Consumer<HttpServerRequest> step) {
        synchronized (steps) {
            steps.add(step);
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        hits.add(new Hit(request.uri(), request.headers(), body, System.nanoTime()));
        Consumer<HttpServerRequest> step;
        synchronized (steps) {
            step = steps.size() > 1 ? steps.remove(0) : steps.get(0);
        }
        step.accept(request);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
