package com.docurift.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client of one service with one key. */
public final class Api {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOUNDARY = "journey-7d1f3a";

    private final String base;
    private final String key;

    Api(String base, String key) {
        this.base = base;
        this.key = key;
    }

    public String base() {
        return base;
    }

    public String key() {
        return key;
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Whether the path answers 200; a service that does not listen yet does not. */
    boolean answers(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Submits a document with default fields, and answers the accepted job. */
    JsonNode submit(byte[] document) {
        return submit(document, Map.of(), Map.of());
    }

    JsonNode submit(byte[] document, Map<String, String> fields, Map<String, String> headers) {
        HttpRequest.Builder request = request("/v1/documents/process/async")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(multipart(document, fields)));
        headers.forEach(request::header);
        Answer answer = send(request);
        if (answer.status() != 202) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.data();
    }

    JsonNode job(String id) {
        return get("/v1/jobs/" + id).data();
    }

    /** The job's events as the history tells them. */
    List<JsonNode> history(String id) {
        Answer answer = send(request("/v1/jobs/" + id + "/events")
                .header("Accept", "application/json")
                .GET());
        List<JsonNode> events = new ArrayList<>();
        answer.data().path("events").forEach(events::add);
        return events;
    }

    /** Opens the job's stream; complete when the service has ended it. */
    CompletableFuture<List<SseFrame>> stream(String id) {
        HttpRequest request = request("/v1/jobs/" + id + "/events")
                .header("Accept", "text/event-stream")
                .GET()
                .build();
        return CLIENT.sendAsync(request, BodyHandlers.ofLines())
                .thenApply(response -> SseFrame.parse(response.body().toList()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("X-API-Key", key);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] multipart(byte[] document, Map<String, String> fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(UTF_8)));
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"journey.pdf\""
                        + "\r\nContent-Type: application/pdf\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(document);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }
}
