package com.docurift.platform;

import com.docurift.platform.embedded.DataDirectory;
import com.docurift.platform.embedded.EmbeddedServers;
import com.docurift.platform.embedded.Ports;
import com.docurift.platform.embedded.StartFailure;
import io.quarkus.bootstrap.runner.RunnerClassLoader;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the service: looks at its surroundings, starts the embedded servers, then Quarkus; and ends them in the opposite order.
 */
@QuarkusMain
public final class DocuRift {

    /**
     * System property: the embedded servers that run in this JVM, {@code postgres,kafka}, one of them, or empty. A live reload
     * finds it and leaves them running.
     */
    static final String RUNNING = "docurift.embedded.running";

    /** Longer than {@code quarkus.shutdown.timeout}, shorter than the 30 s that a supervisor grants. */
    private static final int QUARKUS_STOP_SECONDS = 18;

    /** Held, because the log manager forgets a logger's level together with the logger. */
    private static final Logger[] QUIET = {
        Logger.getLogger("org.apache.kafka"),
        Logger.getLogger("kafka"),
        Logger.getLogger("state.change.logger"),
        Logger.getLogger("io.zonky")
    };

    private DocuRift() {}

    /** Ends with status 1 and one sentence on standard error when it cannot start. */
    public static void main(String... args) {
        if (System.getProperty(RUNNING) != null) {
            Quarkus.run(args);
            return;
        }
        try {
            start();
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(args);
    }

    private static void start() {
        for (Logger logger : QUIET) {
            logger.setLevel(Level.WARNING);
        }
        StartSettings settings = StartSettings.read();
        settings.outsidePostgres().forEach(System::setProperty);
        String embedded = settings.embedded();
        DataDirectory directory = embedded.isEmpty()
                ? DataDirectory.shared(settings.dataDirectory())
                : DataDirectory.own(settings.dataDirectory());
        EmbeddedServers servers = EmbeddedServers.of(
                directory.path(),
                settings.embedsPostgres() ? Optional.of(settings.postgresPort()) : Optional.empty(),
                settings.embedsKafka() ? Optional.of(settings.kafkaPort()) : Optional.empty(),
                settings.binariesDirectory());
        // The orphan of a killed instance holds the very port that is looked at next.
        servers.stopOrphans();
        requireFreePorts(settings);
        stopAfterQuarkus(servers, directory);
        servers.start();
        servers.connectionSettings().forEach(System::setProperty);
        System.setProperty(RUNNING, embedded);
        createTopics(settings);
    }

    private static void requireFreePorts(StartSettings settings) {
        if (settings.httpPort() != 0) {
            Ports.requireFree(settings.httpHost(), settings.httpPort(), "QUARKUS_HTTP_PORT");
        }
        if (settings.embedsPostgres()) {
            Ports.requireFree("127.0.0.1", settings.postgresPort(), "DOCURIFT_EMBEDDED_POSTGRES_PORT");
        }
        if (settings.embedsKafka()) {
            Ports.requireFree("127.0.0.1", settings.kafkaPort(), "DOCURIFT_EMBEDDED_KAFKA_PORT");
        }
    }

    private static void createTopics(StartSettings settings) {
        if (settings.embedsKafka()) {
            Topics.create(Map.of("bootstrap.servers", "127.0.0.1:" + settings.kafkaPort()), Optional.of((short) 1));
        } else {
            Topics.create(settings.kafkaClient(), settings.replicationFactor());
        }
    }

    /**
     * Quarkus stops in a shutdown hook or when {@code Quarkus.run} ends, and calls its exit handler once everything in it has
     * stopped. The servers must outlive that: the last lease is released and the last event relayed through them.
     */
    private static void stopAfterQuarkus(EmbeddedServers servers, DataDirectory directory) {
        CountDownLatch quarkusStopped = new CountDownLatch(1);
        // In dev mode the handler belongs to the live reload, and Quarkus ends its own way.
        boolean handlerIsOurs = DocuRift.class.getClassLoader() instanceof RunnerClassLoader;
        if (handlerIsOurs) {
            ApplicationLifecycleManager.setDefaultExitCodeHandler((status, failure) -> {
                quarkusStopped.countDown();
                System.exit(status);
            });
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (handlerIsOurs && ApplicationLifecycleManager.getCurrentApplication() != null) {
                                await(quarkusStopped);
                            }
                            servers.close();
                            directory.close();
                        },
                        "embedded-servers-stop"));
    }

    private static void await(CountDownLatch quarkusStopped) {
        try {
            if (!quarkusStopped.await(QUARKUS_STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The application did not stop within " + QUARKUS_STOP_SECONDS
                        + " s; the embedded servers are stopped under it.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
