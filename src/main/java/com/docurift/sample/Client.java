package com.docurift.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The part of a client: it knows the service by its public HTTP API alone. */
final class Client {
    private static final String BOUNDARY = "docurift-sample-boundary";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String base;
    private final String key;

    /**
     * @param base {@code http://localhost:8080}
     * @param key an API key that may read and write jobs
     */
    Client(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Submits the bundled invoice; answers the job as accepted. */
    JsonNode submit(String webhookUrl) throws InterruptedException {
        var request = request("/v1/documents/process/async")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArrays(form(webhookUrl)))
                .build();
        return data(send(request, BodyHandlers.ofString()), ACCEPTED);
    }

    /** A job, with its result when it has one. */
    JsonNode job(String id) throws InterruptedException {
        var request = request("/v1/jobs/" + id).timeout(PATIENCE).build();
        return data(send(request, BodyHandlers.ofString()), OK);
    }

    /** The lines of a job's event stream, as they come. */
    Stream<String> events(String id) throws InterruptedException {
        var request = request("/v1/jobs/" + id + "/events")
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        var response = send(request, BodyHandlers.ofLines());
        if (response.statusCode() != OK) {
            throw new SampleFailure("the event stream was answered with " + response.statusCode());
        }
        return response.body();
    }

    JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SampleFailure("an answer was not JSON", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("X-API-Key", key);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws InterruptedException {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new SampleFailure("no answer came from " + request.uri() + " (" + e + ")", e);
        }
    }

    private JsonNode data(HttpResponse<String> response, int expected) {
        JsonNode answer = parse(response.body());
        if (response.statusCode() != expected) {
            JsonNode error = answer.path("error");
            throw new SampleFailure("the service answered %d %s: %s"
                    .formatted(
                            response.statusCode(),
                            error.path("code").asText(),
                            error.path("message").asText()));
        }
        return answer.path("data");
    }

    private static List<byte[]> form(String webhookUrl) {
        String file =
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"invoice.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
                        .formatted(BOUNDARY);
        String rest = "\r\n" + field("documentType", "invoice") + field("webhookUrl", webhookUrl) + "--" + BOUNDARY
                + "--\r\n";
        return List.of(file.getBytes(UTF_8), invoice(), rest.getBytes(UTF_8));
    }

    private static String field(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value);
    }

    private static byte[] invoice() {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("sample/invoice.pdf")) {
            if (file == null) {
                throw new SampleFailure("the bundled invoice is missing from the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new SampleFailure("the bundled invoice cannot be read: " + e.getMessage(), e);
        }
    }
}
