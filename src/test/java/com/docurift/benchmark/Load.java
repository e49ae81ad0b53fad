package com.docurift.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.docurift.journey.Service;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Submits documents cheaply, and is the receiver of their webhooks: it shares the machine with what it measures. */
final class Load implements AutoCloseable {

    private static final String BOUNDARY = "load-7d1f3a";
    private static final int ACCEPTED = 202;
    private static final byte[] FILE_HEAD = ("--" + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"load.pdf\"\r\n"
                    + "Content-Type: application/pdf\r\n\r\n")
            .getBytes(US_ASCII);
    private static final byte[] END = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(US_ASCII);

    private final Vertx vertx;
    private final HttpClient client;
    private final HttpClient watcher;
    private final RequestOptions submit;
    private final String key;
    private final HttpServer receiver;
    private final Map<Long, Promise<Long>> expected = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final int connections;

    Load(Vertx vertx, Service service, int connections) {
        this.vertx = vertx;
        this.connections = connections;
        URI base = URI.create(service.api().base());
        this.key = service.api().key();
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(base.getHost())
                .setDefaultPort(base.getPort())
                .setTcpNoDelay(true);
        this.client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(connections));
        this.watcher = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(500));
        this.submit = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI("/v1/documents/process/async")
                .putHeader("X-API-Key", key)
                .putHeader("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        this.receiver = vertx.createHttpServer()
                .requestHandler(request -> {
                    Promise<Long> arrived =
                            expected.remove(Long.parseLong(request.path().substring(1)));
                    if (arrived != null) {
                        arrived.complete(System.nanoTime());
                    }
                    request.response().end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Keeps every connection busy with submits for this long; answers how many were accepted. */
    long submitFor(Duration length) {
        return closedLoop(length, connections, number -> submit(number, false).mapEmpty());
    }

    /** Keeps so many jobs under way for this long, each from its submit to its webhook; answers how many ended. */
    long finishFor(Duration length, int outstanding) {
        return closedLoop(length, outstanding, number -> {
            Future<Long> webhook = expectWebhook(number);
            return submit(number, true).compose(accepted -> webhook).mapEmpty();
        });
    }

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** Succeeds at the moment, in nanoseconds, when the webhook of this document arrives. */
    Future<Long> expectWebhook(long number) {
        Promise<Long> arrived = Promise.promise();
        expected.put(number, arrived);
        return arrived.future();
    }

    /** Submits one document; succeeds with the answer's body. */
    Future<Buffer> submit(long number, boolean withWebhook) {
        return client.request(submit)
                .compose(request -> request.send(multipart(number, withWebhook)))
                .compose(response -> response.statusCode() == ACCEPTED
                        ? response.body()
                        : Future.failedFuture("answered " + response.statusCode()));
    }

    /** Succeeds at the moment, in nanoseconds, when the job's stream tells that it is completed. */
    Future<Long> completion(String jobId) {
        Promise<Long> completed = Promise.promise();
        watcher.request(HttpMethod.GET, "/v1/jobs/" + jobId + "/events")
                .compose(request -> request.putHeader("X-API-Key", key)
                        .putHeader("Accept", "text/event-stream")
                        .send())
                .onFailure(completed::tryFail)
                .onSuccess(response -> watch(response, completed));
        return completed.future();
    }

    @Override
    public void close() {
        Future.join(client.close(), watcher.close(), receiver.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private interface Step {
        Future<Void> of(long number);
    }

    private static void watch(HttpClientResponse response, Promise<Long> completed) {
        Buffer seen = Buffer.buffer();
        response.handler(part -> {
            seen.appendBuffer(part);
            if (seen.toString().contains("event:document.processing.completed")) {
                completed.tryComplete(System.nanoTime());
            }
        });
        response.endHandler(end -> completed.tryFail("the stream ended before the job: " + seen));
    }

    private long closedLoop(Duration length, int width, Step step) {
        long end = System.nanoTime() + length.toNanos();
        AtomicLong done = new AtomicLong();
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < width; lane++) {
            Promise<Void> over = Promise.promise();
            lanes.add(over.future());
            vertx.runOnContext(start -> next(step, end, done, over));
        }
        Future.all(lanes).toCompletionStage().toCompletableFuture().join();
        return done.get();
    }

    private void next(Step step, long end, AtomicLong done, Promise<Void> over) {
        if (System.nanoTime() >= end) {
            over.complete();
            return;
        }
        step.of(nextNumber()).onFailure(over::fail).onSuccess(ended -> {
            done.incrementAndGet();
            next(step, end, done, over);
        });
    }

    private Buffer multipart(long number, boolean withWebhook) {
        Buffer body = Buffer.buffer(3072);
        if (withWebhook) {
            body.appendString(
                    "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"webhookUrl\"\r\n\r\nhttp://127.0.0.1:"
                            + receiver.actualPort() + "/" + number + "\r\n");
        }
        return body.appendBytes(FILE_HEAD).appendBytes(Pdfs.numbered(number)).appendBytes(END);
    }
}
