package com.docurift.platform.embedded;

import com.docurift.platform.TopicCreation;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL and Kafka for tests, on free ports, with an empty data directory below {@code target}. They are started once for a
 * whole run: every class that names this resource, whatever its test profile, meets the same two servers, and tests keep apart
 * by using organisations of their own.
 */
public final class EmbeddedServersResource implements QuarkusTestResourceLifecycleManager {

    /** Quarkus loads this class in several class loaders; the system properties are what they share. */
    private static final String SHARED = "docurift.test.servers.";

    /** Limits that tests can reach, and an operator. One set for all, so that all test classes share one start of the service. */
    private static final Map<String, String> REACHABLE = Map.of(
            "docurift.operator-key", "operator-123",
            "docurift.limits.max-file-size", "2M",
            "docurift.limits.requests-per-second", "10",
            "docurift.limits.max-pending", "300",
            "docurift.documents.upload-stall-timeout", "1S",
            "docurift.documents.max-uploads", "4");

    private static @Nullable Map<String, String> started;

    @Override
    public Map<String, String> start() {
        return settings();
    }

    /** The settings that lead to the shared servers, for tests outside Quarkus too. */
    public static synchronized Map<String, String> settings() {
        if (started == null) {
            // A string constant is one object for all class loaders of the JVM.
            synchronized (SHARED) {
                if (System.getProperty(SHARED + "kafka.bootstrap.servers") == null) {
                    startServers();
                }
                started = shared();
            }
        }
        return started;
    }

    @Override
    public void stop() {
        // The servers outlive one application: the next test class uses them, and the end of the JVM stops them.
    }

    private static void startServers() {
        Path directory = Path.of("target", "test-data-" + UUID.randomUUID());
        int kafkaPort = Ports.anyFree();
        DataDirectory data = DataDirectory.own(directory);
        EmbeddedServers servers =
                EmbeddedServers.of(data.path(), Optional.of(Ports.anyFree()), Optional.of(kafkaPort), Optional.empty());
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "test-servers-stop"));
        servers.start();
        TopicCreation.create(Map.of("bootstrap.servers", "127.0.0.1:" + kafkaPort), Optional.of((short) 1));
        Map<String, String> settings = new HashMap<>(servers.connectionSettings());
        settings.put("docurift.embedded.running", "postgres,kafka");
        settings.put("docurift.data-dir", data.path().toString());
        settings.putAll(REACHABLE);
        settings.forEach((name, value) -> System.setProperty(SHARED + name, value));
    }

    private static Map<String, String> shared() {
        Map<String, String> settings = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(SHARED))
                .forEach(name -> settings.put(name.substring(SHARED.length()), System.getProperty(name)));
        return settings;
    }
}
