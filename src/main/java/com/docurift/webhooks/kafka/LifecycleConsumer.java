package com.docurift.webhooks.kafka;

import com.docurift.events.CloudEvents;
import com.docurift.events.Event;
import com.docurift.platform.Drain;
import com.docurift.webhooks.delivery.Dispatcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hands each batch of events to the dispatcher; the offset is committed after the deliveries are. While PostgreSQL is away the batch is
 * tried again, and the partitions wait.
 */
@ApplicationScoped
class LifecycleConsumer {
    static final String CHANNEL = "webhook-events";

    private static final Logger LOG = Logger.getLogger(LifecycleConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Dispatcher dispatcher;

    private final Counter unreadable;
    private final Counter refused;

    @Inject
    LifecycleConsumer(Dispatcher dispatcher, MeterRegistry metrics) {
        this.dispatcher = dispatcher;
        this.unreadable = skipped("unreadable", metrics);
        this.refused = skipped("refused", metrics);
    }

    private static Counter skipped(String reason, MeterRegistry metrics) {
        return Counter.builder("docurift.webhooks.events.skipped")
                .description("Records that made no deliveries: no event of a job, or refused by PostgreSQL")
                .tag("reason", reason)
                .register(metrics);
    }

    void atStart(@Observes StartupEvent event, Drain drain, KafkaClientService kafka) {
        drain.at(Drain.Stage.STOP_CLAIMING, () -> pause(kafka));
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        var events = StreamSupport.stream(records.spliterator(), false)
                .map(CloudEvents::read)
                .filter(Objects::nonNull)
                .toList();
        unreadable.increment(records.count() - events.size());
        return dispatcher
                .accept(events)
                .onFailure(LifecycleConsumer::isOfTheData)
                .recoverWithUni(failure -> oneByOne(events))
                .onFailure()
                .invoke(failure -> LOG.warnf("%d events wait for their deliveries: %s", events.size(), failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    // A single event that PostgreSQL refuses, such as one older than everything kept, must not hold the others.
    private Uni<Void> oneByOne(List<Event> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> dispatcher
                        .accept(List.of(event))
                        .onFailure(LifecycleConsumer::isOfTheData)
                        .recoverWithUni(failure -> {
                            refused.increment();
                            LOG.warnf("event %s makes no deliveries: %s", event.id(), failure.getMessage());
                            return Uni.createFrom().voidItem();
                        }))
                .onItem()
                .ignoreAsUni();
    }

    /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation): trying again cannot help. */
    private static boolean isOfTheData(Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }

    private static CompletableFuture<?> pause(KafkaClientService kafka) {
        return kafka.getConsumerChannels().contains(CHANNEL)
                ? kafka.getConsumer(CHANNEL).pause().subscribeAsCompletionStage()
                : CompletableFuture.completedFuture(null);
    }
}
