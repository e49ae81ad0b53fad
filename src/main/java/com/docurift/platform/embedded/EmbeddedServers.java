package com.docurift.platform.embedded;

import com.docurift.platform.StartFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The embedded servers of one instance: PostgreSQL, Kafka, either or both. */
public final class EmbeddedServers implements AutoCloseable {

    private final @Nullable PostgresServer postgres;
    private final @Nullable KafkaServer kafka;
    private volatile CompletableFuture<Void> postgresUp = done();
    private volatile CompletableFuture<Void> kafkaUp = done();

    private EmbeddedServers(@Nullable PostgresServer postgres, @Nullable KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /**
     * Prepares servers without starting them.
     *
     * @param directory the locked data directory
     * @param postgresPort empty for no PostgreSQL
     * @param kafkaPort empty for no Kafka
     * @param binaries where PostgreSQL's programs are unpacked; empty for the user's cache directory
     */
    public static EmbeddedServers of(
            Path directory, Optional<Integer> postgresPort, Optional<Integer> kafkaPort, Optional<Path> binaries) {
        Path absolute = directory.toAbsolutePath().normalize();
        return new EmbeddedServers(
                postgresPort
                        .map(port -> new PostgresServer(absolute, binaries, port))
                        .orElse(null),
                kafkaPort.map(port -> new KafkaServer(absolute, port)).orElse(null));
    }

    /** Stops what a killed instance left running. */
    public void stopOrphans() {
        if (postgres != null) {
            postgres.stopOrphan();
        }
    }

    /** Begins to start both, each on a thread of its own, and returns at once. */
    public synchronized void begin() {
        postgresUp = postgres == null ? done() : onOwnThread("postgres-start", postgres::start);
        kafkaUp = kafka == null ? done() : onOwnThread("kafka-start", kafka::start);
    }

    /**
     * Returns when PostgreSQL serves, at once when it is not embedded.
     *
     * @throws StartFailure with one sentence; whatever did start has been stopped again
     */
    public void awaitPostgres() {
        await(postgresUp);
    }

    /**
     * Returns when Kafka serves, at once when it is not embedded.
     *
     * @throws StartFailure with one sentence; whatever did start has been stopped again
     */
    public void awaitKafka() {
        await(kafkaUp);
    }

    /**
     * Starts both at the same time and returns when both serve.
     *
     * @throws StartFailure with one sentence; whatever did start has been stopped again
     */
    public void start() {
        begin();
        awaitPostgres();
        awaitKafka();
    }

    private void await(CompletableFuture<Void> up) {
        try {
            up.join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("The embedded servers could not be started: " + e.getCause() + ".", e);
        }
    }

    /** The Quarkus settings that lead to these servers, known before they are started. */
    public Map<String, String> connectionSettings() {
        Map<String, String> settings = new HashMap<>();
        if (postgres != null) {
            String server = "postgresql://127.0.0.1:" + postgres.port() + "/" + PostgresServer.DATABASE;
            settings.put("quarkus.datasource.jdbc.url", "jdbc:" + server);
            settings.put("quarkus.datasource.reactive.url", server);
            settings.put("quarkus.datasource.username", PostgresServer.USER);
            settings.put("quarkus.datasource.password", postgres.password());
        }
        if (kafka != null) {
            settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        }
        return settings;
    }

    /** Stops both at the same time, and returns when neither runs. */
    @Override
    public void close() {
        CompletableFuture<Void> kafkaDown = kafka == null ? done() : onOwnThread("kafka-close", kafka::close);
        if (postgres != null) {
            postgres.close();
        }
        kafkaDown.join();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static CompletableFuture<Void> onOwnThread(String name, Runnable start) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        start.run();
                        started.complete(null);
                    } catch (RuntimeException | Error e) {
                        started.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return started;
    }
}
