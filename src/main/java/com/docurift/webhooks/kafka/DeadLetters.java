package com.docurift.webhooks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.events.Topics;
import com.docurift.platform.Drain;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.webhooks.persistence.DeadLetterRepository;
import com.docurift.webhooks.persistence.DeadLetterRepository.DeadLetter;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes deliveries that were given up, and notes it after the broker's acknowledgement: a crash between the two repeats a letter and
 * never loses one. Several dispatchers may repeat each other's, for the same reason without harm.
 */
@ApplicationScoped
class DeadLetters {
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int LARGEST_BATCH = 200;
    private static final int ACK_MILLIS = 10_000;
    private static final int BLOCK_MILLIS = 5_000;

    private final DeadLetterRepository repository;
    private final Map<String, Object> settings;
    private final Vertx vertx;

    @Inject
    DeadLetters(
            DeadLetterRepository repository,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Vertx vertx) {
        this.repository = repository;
        this.vertx = vertx;
        this.settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "docurift-dead-letters");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ACK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ACK_MILLIS / 2);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    }

    void atStart(@Observes StartupEvent event, PlatformConfig platform, Loops loops, Drain drain) {
        if (platform.roles().contains(Role.DISPATCHER)) {
            var loop = loops.start("webhook-dead-letters", PERIOD, this::publish);
            drain.at(Drain.Stage.STOP_CLAIMING, loop::stop);
        }
    }

    private Uni<Boolean> publish() {
        return repository
                .unpublished(LARGEST_BATCH)
                .chain(letters -> letters.isEmpty()
                        ? Uni.createFrom().item(false)
                        : send(letters)
                                .chain(() -> repository.markPublished(letters))
                                .replaceWith(letters.size() == LARGEST_BATCH));
    }

    // A producer of its own for each batch: dead letters are rare, and a producer that is at rest would still keep its
    // connections.
    private Uni<Void> send(List<DeadLetter> letters) {
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    try (var producer = new KafkaProducer<>(
                                            settings, new StringSerializer(), new ByteArraySerializer())) {
                                        var acknowledged = letters.stream()
                                                .map(letter -> producer.send(record(letter)))
                                                .toList();
                                        for (Future<RecordMetadata> one : acknowledged) {
                                            one.get();
                                        }
                                    }
                                    return null;
                                },
                                false)
                        .toCompletionStage());
    }

    private static ProducerRecord<String, byte[]> record(DeadLetter letter) {
        return new ProducerRecord<>(
                Topics.DEAD_WEBHOOKS, letter.deliveryId(), letter.json().getBytes(UTF_8));
    }
}
