package com.docurift.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The packaged service as a process of its own, on free ports and a data directory below {@code target}. Its log is
 * {@code service.log} in that directory.
 */
public final class Service implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Settings of the developer's shell must not reach the service. */
    private static final List<String> FOREIGN = List.of("DOCURIFT_", "QUARKUS_", "KAFKA_", "MP_");

    private static @Nullable Service shared;

    private final Path data;
    private final String apiKey;
    private final int httpPort = FreePorts.next();
    private final int kafkaPort = FreePorts.next();
    private final int postgresPort = FreePorts.next();
    private final Map<String, String> settings = new HashMap<>();
    private List<String> javaOptions = List.of();
    private @Nullable Process process;

    private Service(Path data, String apiKey) {
        this.data = data;
        this.apiKey = apiKey;
        with("DOCURIFT_DATA_DIR", data.toAbsolutePath().toString());
        with("DOCURIFT_BOOTSTRAP_API_KEY", apiKey);
        with("QUARKUS_HTTP_PORT", Integer.toString(httpPort));
        with("DOCURIFT_EMBEDDED_POSTGRES_PORT", Integer.toString(postgresPort));
        with("DOCURIFT_EMBEDDED_KAFKA_PORT", Integer.toString(kafkaPort));
    }

    /** A service that is not started yet, with an empty data directory of its own. */
    public static Service onFreshData() {
        String key = "frc_" + UUID.randomUUID().toString().replace("-", "");
        return new Service(Path.of("target", "journey", UUID.randomUUID().toString()), key);
    }

    /** Another process of the same installation: the same data directory and settings, ports of its own. */
    Service sibling() {
        Service sibling = new Service(data, apiKey);
        settings.forEach(sibling.settings::putIfAbsent);
        return sibling;
    }

    /** One service with default settings for all tests that only use it; the end of the JVM stops it. */
    static synchronized Service shared() {
        if (shared == null) {
            Service started = onFreshData();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "shared-service-stop"));
            started.start();
            shared = started;
        }
        return shared;
    }

    /** Sets a setting by its name in the environment. */
    public Service with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Options for the service's JVM. */
    public Service withJavaOptions(String... options) {
        javaOptions = List.of(options);
        return this;
    }

    /** Starts the process, and returns when it says that it is ready. */
    public Service start() {
        try {
            Files.createDirectories(data);
            ProcessBuilder command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.command().addAll(javaOptions);
            command.command().addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
            command.environment().keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith));
            command.environment().putAll(settings);
            command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Api api = api();
        await("ready, see " + log())
                .atMost(READY_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .failFast("it has ended, see " + log(), () -> !isAlive())
                .until(() -> api.answers("/q/health/ready"));
        return this;
    }

    /** The API with the first organisation's key. */
    public Api api() {
        return new Api("http://127.0.0.1:" + httpPort, apiKey);
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** The ports where the embedded servers would listen. */
    List<Integer> embeddedPorts() {
        return List.of(postgresPort, kafkaPort);
    }

    public int postgresPort() {
        return postgresPort;
    }

    public Path data() {
        return data;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process of the service itself. */
    public ProcessHandle handle() {
        return started().toHandle();
    }

    /** The worker processes that read documents. */
    public List<ProcessHandle> workers() {
        return started()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(".ChildMain "))
                .toList();
    }

    /** {@code kill -9} of the service process and of nothing else. */
    void kill() throws InterruptedException {
        started().destroyForcibly();
        assertThat(started().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** {@code kill -9} of the service, its workers and its PostgreSQL. */
    void killFamily() throws InterruptedException {
        List<ProcessHandle> family = workers();
        Optional<ProcessHandle> postgres = postmaster();
        kill();
        family.forEach(ProcessHandle::destroyForcibly);
        postgres.ifPresent(ProcessHandle::destroyForcibly);
    }

    /** SIGTERM; returns when the process has ended, which must be within 30 s. */
    public void terminate() throws InterruptedException {
        started().destroy();
        assertThat(started().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS))
                .as("ended within %s of SIGTERM, see %s", GRACE, log())
                .isTrue();
    }

    /** Ends whatever still runs, by force what does not end in time. */
    @Override
    public void close() {
        try {
            if (isAlive()) {
                started().destroy();
                started().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
            }
            if (isAlive()) {
                killFamily();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postmaster().ifPresent(ProcessHandle::destroyForcibly);
    }

    private Path log() {
        return data.resolve("service-" + httpPort + ".log");
    }

    private Process started() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** The PostgreSQL on this data directory; it is in a session of its own and no descendant of the service. */
    private Optional<ProcessHandle> postmaster() {
        Path file = data.resolve("postgres").resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).get(0).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
