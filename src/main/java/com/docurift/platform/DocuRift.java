package com.docurift.platform;

import com.docurift.platform.embedded.DataDirectory;
import com.docurift.platform.embedded.EmbeddedServers;
import com.docurift.platform.embedded.Ports;
import io.quarkus.bootstrap.runner.RunnerClassLoader;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the service: looks at its surroundings, starts the embedded servers and Quarkus side by side, and ends them one after the
 * other.
 */
@QuarkusMain
public final class DocuRift {

    /**
     * System property: the embedded servers that run in this JVM, {@code postgres,kafka}, one of them, or empty. A live reload
     * finds it and leaves them running.
     */
    static final String RUNNING = "docurift.embedded.running";

    /**
     * System property: Quarkus' HTTP server shall not look at the characters of a request's target itself, because it would answer
     * without a body. {@code RequestFront} of the API answers instead.
     */
    private static final String NO_URI_VALIDATION = "vertx.disableURIValidation";

    /** Held, because the log manager forgets a logger's level together with the logger. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("kafka"),
            Logger.getLogger("state.change.logger"),
            Logger.getLogger("io.zonky"),
            Logger.getLogger("org.hibernate"));

    /** It says at each start, as a warning, that it takes the lead of a quorum of one. */
    private static final Logger QUORUM = Logger.getLogger("org.apache.kafka.controller");

    private DocuRift() {}

    /** Ends with status 1 and one sentence on standard error when it cannot start. */
    public static void main(String... args) {
        if (System.getProperty(RUNNING) != null) {
            Quarkus.run(args);
            return;
        }
        // In dev mode the end belongs to the live reload, which has class loaders of its own.
        boolean packaged = DocuRift.class.getClassLoader() instanceof RunnerClassLoader;
        Ending ending = new Ending(packaged);
        try {
            start(ending, packaged);
        } catch (StartFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        if (packaged) {
            Quarkus.run(null, ending::afterQuarkus, args);
        } else {
            Quarkus.run(args);
        }
    }

    /** What the servers complain of while a failed start takes them down would hide the sentence that says why. */
    static void silenceServers() {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        QUORUM.setLevel(Level.OFF);
    }

    private static void start(Ending ending, boolean packaged) {
        System.setProperty(NO_URI_VALIDATION, "true");
        // Until Quarkus sets the levels, the log manager keeps records of every level, and complains of too many.
        Logger.getLogger("").setLevel(Level.INFO);
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        QUORUM.setLevel(Level.SEVERE);
        StartSettings settings = StartSettings.read();
        settings.outsidePostgres().forEach(System::setProperty);
        DataDirectory directory = settings.embedded().isEmpty()
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
        ending.close(servers, directory);
        servers.connectionSettings().forEach(System::setProperty);
        System.setProperty(RUNNING, settings.embedded());
        servers.begin();
        KafkaReady.begin(() -> {
            servers.awaitKafka();
            createTopics(settings, directory);
        });
        if (packaged) {
            initialiseQuarkus();
        } else {
            KafkaReady.await();
        }
        servers.awaitPostgres();
    }

    /** The part of Quarkus that needs no server takes as long as the servers do, so both happen at the same time. */
    private static void initialiseQuarkus() {
        try {
            Class.forName(
                    Application.APP_CLASS_NAME, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new StartFailure("The application is not completely built (" + e + "): build it again.", e);
        }
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

    private static void createTopics(StartSettings settings, DataDirectory directory) {
        if (!settings.embedsKafka()) {
            TopicCreation.create(settings.kafkaClient(), settings.replicationFactor());
        } else if (!TopicCreation.lieIn(directory.path().resolve("kafka"))) {
            TopicCreation.create(
                    Map.of("bootstrap.servers", "127.0.0.1:" + settings.kafkaPort()), Optional.of((short) 1));
        }
    }
}
