package com.docurift.platform.embedded;

import com.docurift.platform.StartFailure;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The service's own Kafka: broker and controller (KRaft) in this JVM, on 127.0.0.1, with its data in
 * {@code <data directory>/kafka}.
 */
public final class KafkaServer implements AutoCloseable {
    /** Held, because the log manager forgets a logger's level together with the logger. */
    private static final java.util.logging.Logger NETWORK_CLIENT =
            java.util.logging.Logger.getLogger("org.apache.kafka.clients.NetworkClient");

    private static final Logger LOG = Logger.getLogger(KafkaServer.class);
    private static final int NODE_ID = 1;
    private static final int STOP_SECONDS = 6;

    private final Path data;
    private final int port;
    private @Nullable KafkaRaftServer server;

    /** @param directory the instance's data directory, absolute */
    public KafkaServer(Path directory, int port) {
        this.data = directory.resolve("kafka");
        this.port = port;
    }

    /** Starts the broker; formats its storage on the first start. Returns when it accepts connections. */
    public synchronized void start() {
        endServiceRatherThanProcess();
        // The port is held until just before the controller binds it, so that two instances are never given the same
        // one.
        try (ServerSocket controllerPort = Ports.reserveAny()) {
            if (!Files.isDirectory(data)) {
                format();
            }
            KafkaRaftServer starting =
                    new KafkaRaftServer(new KafkaConfig(settings(controllerPort.getLocalPort()), false), Time.SYSTEM);
            controllerPort.close();
            server = starting;
            starting.startup();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start of Kafka was interrupted.", e);
        } catch (Exception | LinkageError e) {
            close();
            throw unusable(e);
        }
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker; one that does not end in time is left to the end of the JVM, as Kafka recovers its log at the next start. */
    @Override
    public synchronized void close() {
        KafkaRaftServer stopping = server;
        server = null;
        if (stopping == null) {
            return;
        }
        NETWORK_CLIENT.setLevel(Level.SEVERE); // the broker closes one of its own clients twice and warns of it
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        stopping.shutdown();
                        stopping.awaitShutdown();
                        stopped.complete(null);
                    } catch (RuntimeException | Error e) {
                        stopped.completeExceptionally(e);
                    }
                },
                "kafka-stop");
        thread.setDaemon(true);
        thread.start();
        try {
            stopped.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("The embedded Kafka did not stop cleanly: %s", e);
        }
    }

    /** Kafka would halt the JVM on a fatal fault, such as a full disk, past every shutdown hook. */
    private static void endServiceRatherThanProcess() {
        Exit.Procedure orderly = (status, message) -> {
            LOG.errorf("The embedded Kafka has failed and the service ends: %s", message);
            // On a thread of its own: the hooks wait for Kafka's threads, and this is one of them.
            Thread exit = new Thread(() -> System.exit(status == 0 ? 1 : status), "kafka-failed");
            exit.setDaemon(true);
            exit.start();
        };
        Exit.setExitProcedure(orderly);
        Exit.setHaltProcedure(orderly);
    }

    private void format() throws Exception {
        // Made under another name first: a broken-off formatting is never taken for a log directory.
        Path fresh = data.resolveSibling("kafka.new");
        PostgresBinaries.deleteTree(fresh);
        new Formatter()
                .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE_ID)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(fresh.toString())
                .setDirectories(List.of(fresh.toString()))
                .run();
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * A quorum of one that is configured rather than stored: only the voter's id is kept on disk, so its port may be another one
     * at each start.
     */
    private Map<String, Object> settings(int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE_ID);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("metric.reporters", "");
        settings.putAll(oneNode());
        settings.putAll(smallFootprint());
        return settings;
    }

    private static Map<String, Object> oneNode() {
        return Map.of(
                "default.replication.factor", "1",
                "min.insync.replicas", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, Object> smallFootprint() {
        return Map.of(
                "num.network.threads",
                "2",
                "num.io.threads",
                "4",
                "background.threads",
                "2",
                "num.recovery.threads.per.data.dir",
                "2",
                "log.cleaner.dedupe.buffer.size",
                Integer.toString(4 << 20),
                "log.segment.bytes",
                Integer.toString(128 << 20),
                "log.index.size.max.bytes",
                Integer.toString(1 << 20),
                "metadata.log.segment.bytes",
                Integer.toString(16 << 20));
    }

    private StartFailure unusable(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = String.valueOf(root.getMessage() == null ? root : root.getMessage());
        if (root instanceof java.net.BindException) {
            return new StartFailure(
                    "Port %d could not be opened for Kafka (%s): set DOCURIFT_EMBEDDED_KAFKA_PORT to a free port."
                            .formatted(port, reason),
                    e);
        }
        return new StartFailure(
                "The Kafka data in %s cannot be used (%s): restore it from a backup, or set DOCURIFT_DATA_DIR to another directory."
                        .formatted(data, reason.replaceAll("\\s*\\R\\s*", " ")),
                e);
    }
}
