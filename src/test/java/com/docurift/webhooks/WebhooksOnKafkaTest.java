package com.docurift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.events.CloudEvents;
import com.docurift.events.Event;
import com.docurift.events.EventType;
import com.docurift.events.Topics;
import com.docurift.platform.Ids;
import com.docurift.platform.Loops;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class WebhooksOnKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Webhooks webhooks;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    @Inject
    Loops loops;

    @Inject
    MeterRegistry metrics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void anEventOnTheTopicReachesARegisteredEndpointAndForeignRecordsAreSkipped() {
        String organization = ids.next("org");
        var received = new CopyOnWriteArrayList<String>();
        var server = receiver(received, 200);
        onContext(() -> webhooks.create(organization, endpoint(server, "document.processing.failed")));
        var event = event(organization);

        publish(List.of(
                new ProducerRecord<>(Topics.LIFECYCLE, "not ours", new byte[] {1, 2, 3}),
                new ProducerRecord<>(Topics.LIFECYCLE, null, null),
                CloudEvents.record(event),
                CloudEvents.record(event)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(received).containsExactly(event.id()));
        assertThat(metrics.get("docurift.webhooks.events.skipped")
                        .tag("reason", "unreadable")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(event)).isEqualTo("delivered"));
    }

    @Test
    void aDeliveryThatIsGivenUpIsToldOfOnItsOwnTopic() {
        String organization = ids.next("org");
        var server = receiver(new CopyOnWriteArrayList<>(), 410);
        var created = (EndpointCreation.Created) onContext(() -> webhooks.create(organization, endpoint(server)));
        var event = event(organization);

        publish(List.of(CloudEvents.record(event)));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(status(event)).isEqualTo("dead"));
        var letter = deadLetterOf(event);
        assertThat(letter).contains("\"eventId\":\"" + event.id() + "\"").containsPattern("\"statusCode\": ?410");
        var shown =
                onContext(() -> webhooks.find(organization, created.endpoint().id()));
        assertThat(shown.active()).isFalse();
        assertThat(shown.disabledReason()).contains("410");
    }

    @Test
    void anOrganisationHasTwentyEndpointsAtMostAndSeesOnlyItsOwn() {
        String organization = ids.next("org");
        for (int i = 0; i < Webhooks.LIMIT; i++) {
            assertThat(onContext(() -> webhooks.create(
                            organization, new NewEndpoint("https://8.8.8.8/", List.of(), true, "mine"))))
                    .isInstanceOf(EndpointCreation.Created.class);
        }

        assertThat(onContext(() ->
                        webhooks.create(organization, new NewEndpoint("https://8.8.8.8/", List.of(), true, null))))
                .isEqualTo(new EndpointCreation.LimitReached(20));
        var all = onContext(() -> webhooks.list(organization));
        assertThat(all).hasSize(20).extracting(Endpoint::id).isSorted();
        var one = all.get(0);
        assertThat(onContext(() -> webhooks.find(organization, one.id()))).isEqualTo(one);
        assertThat(onContext(() -> webhooks.find(ids.next("org"), one.id()))).isNull();
    }

    @Test
    void eachBackgroundLoopIsStarted() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(loops.all().stream()
                                .filter(loop -> loop.lastSuccess() != null)
                                .map(loop -> loop.name()))
                        .contains("webhook-claims", "webhook-due-count", "webhook-dead-letters"));
    }

    private static NewEndpoint endpoint(HttpServer server, String... events) {
        return new NewEndpoint("http://127.0.0.1:" + server.actualPort() + "/hook", List.of(events), true, null);
    }

    private HttpServer receiver(List<String> received, int status) {
        return vertx.createHttpServer()
                .requestHandler(request -> {
                    received.add(request.getHeader("webhook-id"));
                    request.response().setStatusCode(status).end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Event event(String organization) {
        String job = ids.next("job");
        return new Event(
                ids.next("evt"),
                job,
                1,
                organization,
                EventType.FAILED,
                clock.instant(),
                "{\"jobId\":\"" + job + "\"}",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    private void publish(List<ProducerRecord<String, byte[]>> records) {
        var settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }

    private String deadLetterOf(Event event) {
        var settings = new HashMap<>(kafka);
        settings.put("group.id", ids.next("test"));
        settings.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.DEAD_WEBHOOKS));
            var letters = new CopyOnWriteArrayList<String>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(200))) {
                    if (letter.value().contains(event.id())) {
                        letters.add(letter.value());
                    }
                }
                return !letters.isEmpty();
            });
            return letters.get(0);
        }
    }

    private String status(Event event) {
        var rows = pool.preparedQuery("select status from delivery where event_id = $1")
                .execute(Tuple.of(event.id()))
                .await()
                .atMost(PATIENCE);
        return rows.size() == 1 ? rows.iterator().next().getString(0) : rows.size() + " rows";
    }

    // Hibernate Reactive wants a Vert.x context of its own, as a request has.
    private <T> T onContext(Supplier<Uni<T>> action) {
        return Uni.createFrom()
                .<T>emitter(emitter -> VertxContext.getOrCreateDuplicatedContext(vertx)
                        .runOnContext(ignored -> {
                            VertxContextSafetyToggle.setCurrentContextSafe(true);
                            action.get().subscribe().with(emitter::complete, emitter::fail);
                        }))
                .await()
                .atMost(PATIENCE);
    }
}
