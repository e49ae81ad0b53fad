package com.docurift.platform;

import static org.awaitility.Awaitility.await;

import com.docurift.platform.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service as a process of its own, on free ports and a data directory below {@code target}. */
final class RunningService implements AutoCloseable {
    static final String KEY = "frc_" + "s".repeat(32);
    private static final Duration START = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;
    private final int httpPort;

    private RunningService(Process process, Path output, int httpPort) {
        this.process = process;
        this.output = output;
        this.httpPort = httpPort;
    }

    /** Settings that no other instance uses. */
    static Map<String, String> freshSettings(Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(Ports.anyFree()));
        settings.put("DOCURIFT_EMBEDDED_POSTGRES_PORT", Integer.toString(Ports.anyFree()));
        settings.put("DOCURIFT_EMBEDDED_KAFKA_PORT", Integer.toString(Ports.anyFree()));
        settings.put("DOCURIFT_DATA_DIR", data.toString());
        settings.put("DOCURIFT_BOOTSTRAP_API_KEY", KEY);
        return settings;
    }

    static RunningService start(Map<String, String> settings, String... arguments) throws IOException {
        Path output = Files.createTempFile(Path.of("target"), "service", ".log");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-jar",
                                Path.of("target", "quarkus-app", "quarkus-run.jar")
                                        .toString()),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(settings);
        return new RunningService(
                builder.start(), output, Integer.parseInt(settings.getOrDefault("QUARKUS_HTTP_PORT", "0")));
    }

    RunningService ready() {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> !process.isAlive() || answersReady());
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + said());
        }
        return this;
    }

    private boolean answersReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Hands the bundled invoice in. */
    HttpResponse<String> submit() throws IOException, InterruptedException {
        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"i.pdf\"\r\n\r\n";
        byte[] file = Files.readAllBytes(Path.of("src", "main", "resources", "sample", "invoice.pdf"));
        var body = HttpRequest.BodyPublishers.ofByteArrays(List.of(head.getBytes(), file, "\r\n--b--\r\n".getBytes()));
        var request = request("/v1/documents/process/async")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(body)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-API-Key", KEY);
    }

    /** Everything that was written to standard output and error. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The exit code, waited for. */
    int ended(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + within + ": " + said());
        }
        return process.exitValue();
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
