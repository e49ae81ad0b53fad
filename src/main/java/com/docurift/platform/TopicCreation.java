package com.docurift.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/** The Kafka topics of the service, declared in {@code kafka/topics.conf}, and their creation. */
public final class TopicCreation {

    private static final Logger LOG = Logger.getLogger(TopicCreation.class);
    private static final String RESOURCE = "kafka/topics.conf";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private TopicCreation() {}

    /**
     * Creates the topics that are missing; never changes one that exists.
     *
     * @param client settings of a Kafka client, at least {@code bootstrap.servers}
     * @param replicationFactor empty for the brokers' own default
     * @throws StartFailure when a topic is missing and may not or cannot be created
     */
    public static void create(Map<String, Object> client, Optional<Short> replicationFactor) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "docurift-topics");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() / 3);
        List<NewTopic> declared = declared(replicationFactor);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> missing = missing(admin, declared);
            if (!missing.isEmpty()) {
                create(admin, missing);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The creation of the Kafka topics was interrupted.", e);
        } catch (ExecutionException e) {
            // The consumers and producers go on trying; a broker that is late must not keep the API from accepting
            // jobs.
            LOG.warnf(
                    "Kafka at %s could not be asked for its topics, they are taken to exist: %s",
                    settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), reason(e));
        }
    }

    /**
     * Whether a broker that keeps its data in this directory has all of them, so that it need not be asked.
     *
     * @param directory the broker's log directory, which has a directory for each partition
     */
    static boolean lieIn(Path directory) {
        return declared(Optional.empty()).stream()
                .allMatch(topic -> IntStream.range(0, topic.numPartitions())
                        .allMatch(partition -> Files.isDirectory(directory.resolve(topic.name() + "-" + partition))));
    }

    private static List<NewTopic> missing(Admin admin, List<NewTopic> declared)
            throws InterruptedException, ExecutionException {
        Set<String> names = declared.stream().map(NewTopic::name).collect(Collectors.toSet());
        Map<String, ? extends KafkaFuture<?>> found =
                admin.describeTopics(names).topicNameValues();
        List<NewTopic> missing = new ArrayList<>();
        for (NewTopic topic : declared) {
            KafkaFuture<?> description = Objects.requireNonNull(found.get(topic.name()), "an answer for each topic");
            try {
                description.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topic);
            }
        }
        return missing;
    }

    private static void create(Admin admin, List<NewTopic> missing) throws InterruptedException, ExecutionException {
        Map<String, KafkaFuture<Void>> created = admin.createTopics(missing).values();
        for (Map.Entry<String, KafkaFuture<Void>> topic : created.entrySet()) {
            try {
                topic.getValue().get();
                LOG.infof("Created the Kafka topic %s", topic.getKey());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    throw new StartFailure(
                            "The Kafka topic %s does not exist and this service may not create it: create it as kafka/topics.conf says, or allow it to the user of KAFKA_BOOTSTRAP_SERVERS."
                                    .formatted(topic.getKey()),
                            e);
                }
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new StartFailure(
                            "The Kafka topic %s could not be created (%s): see DOCURIFT_KAFKA_REPLICATION_FACTOR and kafka/topics.conf."
                                    .formatted(topic.getKey(), reason(e)),
                            e);
                }
            }
        }
    }

    /** What the broker said; the exception around it only says that something went wrong. */
    private static String reason(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** The declared topics. */
    static List<NewTopic> declared(Optional<Short> replicationFactor) {
        InputStream resource = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE);
        if (resource == null) {
            resource = TopicCreation.class.getClassLoader().getResourceAsStream(RESOURCE);
        }
        if (resource == null) {
            throw new IllegalStateException(RESOURCE + " is not on the class path");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> parse(line, replicationFactor))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NewTopic parse(String line, Optional<Short> replicationFactor) {
        String[] words = line.split("\\s+");
        Map<String, String> settings = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            if (pair.length != 2) {
                throw new IllegalStateException(RESOURCE + ": not key=value: " + words[i]);
            }
            settings.put(pair[0], pair[1]);
        }
        Optional<Integer> partitions =
                Optional.ofNullable(settings.remove("partitions")).map(Integer::valueOf);
        return new NewTopic(words[0], partitions, replicationFactor).configs(settings);
    }
}
