package com.docurift.events.relay;

import com.docurift.events.CloudEvents;
import com.docurift.events.Event;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of events and waits for all acknowledgements. The producer is idempotent, so the order within a partition holds. A batch
 * that Kafka has not acknowledged in time fails as a whole; nothing of it is marked, so it is sent again from its beginning.
 */
@ApplicationScoped
class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;
    // Sending blocks while metadata are fetched or the buffer is full: never on an event loop.
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "relay-publisher");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable KafkaProducer<String, byte[]> producer;

    @Inject
    Publisher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "docurift-relay");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000); // below the limit of a loop's step
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    }

    /** Completes when Kafka has acknowledged all of them. */
    Uni<Void> send(List<Event> events) {
        return Uni.createFrom()
                .emitter(emitter -> sender.execute(() -> {
                    // One more than the events: the last one is this loop itself, which knows how many it has sent.
                    var left = new AtomicInteger(events.size() + 1);
                    var failure = new AtomicReference<@Nullable Exception>();
                    try {
                        int sent = 0;
                        // What comes after a failure would overtake it.
                        for (; sent < events.size() && failure.get() == null; sent++) {
                            open().send(CloudEvents.record(events.get(sent)), (metadata, failed) -> {
                                if (failed != null) {
                                    failure.compareAndSet(null, failed);
                                }
                                ended(1, left, failure, emitter);
                            });
                        }
                        ended(events.size() - sent + 1, left, failure, emitter);
                    } catch (RuntimeException broken) {
                        emitter.fail(broken);
                        restart();
                    }
                }));
    }

    /** Ends the producer; what is not acknowledged then will be published again by the next relay. */
    void close() {
        sender.execute(this::restart);
        sender.shutdown();
    }

    private void ended(
            int more,
            AtomicInteger left,
            AtomicReference<@Nullable Exception> failure,
            UniEmitter<? super Void> emitter) {
        if (left.addAndGet(-more) == 0) {
            end(emitter, failure.get());
        }
    }

    private void end(UniEmitter<? super Void> emitter, @Nullable Exception failure) {
        if (failure == null) {
            emitter.complete(null);
        } else {
            emitter.fail(failure);
            restartSoon();
        }
    }

    private void restartSoon() {
        try {
            sender.execute(this::restart);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the producer was closed meanwhile");
        }
    }

    private KafkaProducer<String, byte[]> open() {
        var current = producer;
        if (current == null) {
            current = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
            producer = current;
        }
        return current;
    }

    // A fatal error of an idempotent producer stays with it: only a new one goes on.
    private void restart() {
        var current = producer;
        producer = null;
        if (current != null) {
            current.close(CLOSE);
        }
    }
}
