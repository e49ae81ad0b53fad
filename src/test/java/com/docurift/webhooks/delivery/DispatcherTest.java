package com.docurift.webhooks.delivery;

import static com.docurift.webhooks.delivery.ScriptedReceiver.hang;
import static com.docurift.webhooks.delivery.ScriptedReceiver.hangUp;
import static com.docurift.webhooks.delivery.ScriptedReceiver.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.events.Event;
import com.docurift.events.EventType;
import com.docurift.webhooks.delivery.Rig.Settings;
import com.docurift.webhooks.delivery.Rig.Stored;
import com.docurift.webhooks.persistence.ReceiverRepository;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = new Rig(Settings.usual());
        rig.dispatcher.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private final String organization = rig.ids.next("org");

    @Test
    void aCompletedJobIsToldAtOnceWithBothSignaturesAndTheResult() {
        try (var receiver = new ScriptedReceiver(status(204))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.COMPLETED);
            rig.results.put(event.jobId(), "{\"rawText\":\"Grüße\"}");

            rig.accept(event);

            var stored = ended(event, "delivered");
            assertThat(stored.id()).startsWith("dlv_" + event.id().substring(4, 14));
            var hit = receiver.hits.get(0);
            assertThat(hit.body().toString(UTF_8))
                    .isEqualTo(event.envelopeAround("{\"jobId\":\"" + event.jobId()
                            + "\",\"metadata\":{\"ü\": 1},\"result\":{\"rawText\":\"Grüße\"}}"));
            long timestamp = Long.parseLong(hit.headers().get("X-DocuRift-Timestamp"));
            assertThat(hit.headers().get("X-DocuRift-Signature"))
                    .isEqualTo(Signatures.docuRift(
                            "whsec_c2VjcmV0", timestamp, hit.body().getBytes()));
            assertThat(hit.headers().get("webhook-signature"))
                    .isEqualTo(Signatures.standard(
                            "whsec_c2VjcmV0", event.id(), timestamp, hit.body().getBytes()));
            assertThat(hit.headers().get("webhook-id")).isEqualTo(event.id());
            assertThat(hit.headers().get("X-DocuRift-Event-Id")).isEqualTo(event.id());
            assertThat(hit.headers().get("Content-Type")).isEqualTo("application/json");
            assertThat(hit.headers().get("User-Agent")).startsWith("DocuRift-Webhooks/");
            assertThat(hit.headers().get("traceparent")).startsWith("00-0af7651916cd43dd8448eb211c80319c-");
            assertThat(hit.path()).isEqualTo("/hook?secret=path");
            assertThat(stored.attempts().getJsonObject(0).getInteger("statusCode"))
                    .isEqualTo(204);
        }
    }

    @Test
    void aResultThatIsTooLargeIsNamedByItsUrl() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.COMPLETED);

            rig.accept(event);

            ended(event, "delivered");
            assertThat(new JsonObject(receiver.hits.get(0).body())
                            .getJsonObject("data")
                            .getString("resultUrl"))
                    .isEqualTo("/v1/jobs/" + event.jobId() + "/result");
        }
    }

    @Test
    void failedAttemptsFollowTheScheduleWithTheSameBytesAndIdUntilOneSucceeds() {
        try (var receiver = new ScriptedReceiver(status(500), status(404), hangUp(), status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.COMPLETED);
            rig.results.put(event.jobId(), "{\"a\":1}");

            rig.accept(event);

            var stored = ended(event, "delivered");
            assertThat(stored.attempts()).hasSize(4);
            assertThat(statuses(stored)).containsExactly(500, 404, null, 200);
            assertThat(stored.attempts().getJsonObject(2).getString("error"))
                    .isEqualTo("connection closed before the answer");
            assertThat(receiver.hits)
                    .extracting(hit -> hit.body())
                    .containsOnly(receiver.hits.get(0).body());
            for (int i = 1; i < 4; i++) {
                assertThat(TimeUnit.NANOSECONDS.toMillis(receiver.hits.get(i).nanos()
                                - receiver.hits.get(i - 1).nanos()))
                        .isGreaterThanOrEqualTo(Rig.STEP.toMillis());
            }
        }
    }

    @Test
    void aRedirectIsAFailureAndItsTargetIsNotCalled() {
        try (var target = new ScriptedReceiver(status(200));
                var receiver = new ScriptedReceiver(status(302, "Location", target.url()), status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            assertThat(statuses(ended(event, "delivered"))).containsExactly(302, 200);
            assertThat(target.hits).isEmpty();
        }
    }

    @Test
    void goneDisablesTheEndpointAndEndsTheDelivery() {
        try (var receiver = new ScriptedReceiver(status(410))) {
            String endpoint = rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            assertThat(statuses(ended(event, "dead"))).containsExactly(410);
            assertThat(rig.endpointRow(endpoint).getBoolean("active")).isFalse();
            assertThat(rig.endpointRow(endpoint).getString("disabled_reason")).contains("410");
            var later = rig.event(organization, EventType.FAILED);
            rig.accept(later);
            assertThat(rig.stored(later)).isEmpty();
        }
    }

    @Test
    void aHangingReceiverIsLeftAfterTheTimeout() {
        try (var receiver = new ScriptedReceiver(hang(), status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            var first = ended(event, "delivered").attempts().getJsonObject(0);
            assertThat(first.getString("error")).isEqualTo("no answer within the timeout");
            assertThat(first.getLong("durationMs")).isBetween(1990L, 4000L);
        }
    }

    @Test
    void anEndlessAnswerIsCutAndItsStatusCounts() {
        try (var receiver = new ScriptedReceiver(status(500))) {
            var endless = receiver.endless();
            receiver.then(endless);
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            var last = ended(event, "delivered").attempts().getJsonObject(1);
            assertThat(last.getInteger("statusCode")).isEqualTo(200);
            assertThat(last.getString("responseBody")).isEqualTo("x".repeat(1024));
            assertThat(last.getLong("durationMs")).isLessThan(1900);
        }
    }

    @Test
    void aClosedPortUsesUpTheScheduleAndTheDeliveryIsKeptAsDead() {
        var receiver = new ScriptedReceiver(status(200));
        String url = receiver.url();
        receiver.close();
        rig.endpoint(organization, url);
        var event = rig.event(organization, EventType.FAILED);

        rig.accept(event);

        var stored = ended(event, "dead");
        assertThat(stored.attempts()).hasSize(4);
        assertThat(stored.attempts().getJsonObject(0).getString("error")).isEqualTo("connection refused");
    }

    @Test
    void anAddressThatIsNotAllowedIsNeverDialled() {
        rig.endpoint(organization, "http://10.0.0.1/hook");
        var event = rig.event(organization, EventType.FAILED);

        rig.accept(event);

        await().untilAsserted(
                        () -> assertThat(rig.stored(event).get(0).attempts()).isNotEmpty());
        assertThat(rig.stored(event).get(0).attempts().getJsonObject(0).getString("error"))
                .isEqualTo("the address is not allowed");
    }

    @Test
    void aHintOfTheReceiverIsBoundedByTheLongestStep() {
        try (var receiver = new ScriptedReceiver(status(503, "Retry-After", "3600"), status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            assertThat(statuses(ended(event, "delivered"))).containsExactly(503, 200);
        }
    }

    @Test
    void aJobsOwnEndpointGetsTheEndOfItsJobBesidesTheRegisteredOnes() {
        try (var own = new ScriptedReceiver(status(200));
                var registered = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, registered.url(), "document.*");
            var ended = rig.event(organization, EventType.FAILED);
            var started = rig.event(organization, EventType.STARTED);
            rig.ownEndpoint(ended.jobId(), organization, own.url());
            rig.ownEndpoint(started.jobId(), organization, own.url());

            rig.accept(started, ended);

            await().untilAsserted(() -> assertThat(registered.hits).hasSize(2));
            await().untilAsserted(() ->
                    assertThat(rig.stored(ended)).extracting(Stored::status).containsOnly("delivered"));
            assertThat(own.hits)
                    .extracting(hit -> hit.headers().get("webhook-id"))
                    .containsExactly(ended.id());
            long timestamp = Long.parseLong(own.hits.get(0).headers().get("webhook-timestamp"));
            assertThat(own.hits.get(0).headers().get("webhook-signature"))
                    .isEqualTo(Signatures.standard(
                            "own secret",
                            ended.id(),
                            timestamp,
                            own.hits.get(0).body().getBytes()));
        }
    }

    @Test
    void anEventThatComesAgainMakesNoSecondDelivery() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.QUEUED);

            rig.accept(event, event);
            rig.accept(event);

            ended(event, "delivered");
            rig.accept(event);
            assertThat(rig.stored(event)).hasSize(1);
            assertThat(receiver.hits).hasSize(1);
        }
    }

    @Test
    void anEventThatNobodyOfOursWroteIsPassedOver() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var real = rig.event(organization, EventType.QUEUED);
            var foreign = new Event(
                    "evt_'; drop",
                    real.jobId(),
                    1,
                    organization,
                    real.type(),
                    real.createdAt(),
                    "{}",
                    real.traceparent());

            rig.accept(foreign, real);

            ended(real, "delivered");
            assertThat(rig.stored(foreign)).isEmpty();
        }
    }

    @Test
    void aDispatcherThatDiesBetweenClaimAndRecordLosesNothing() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);
            try (var dying = new Rig(Settings.usual().withLease(Duration.ofSeconds(6)))) {
                // Its row is written and leased; the attempt never begins.
                var match = Rig.await(new Planner(new ReceiverRepository(dying.pool)).match(List.of(event)))
                        .get(0);
                Rig.await(dying.deliveries.insert(
                        List.of(NewDelivery.of(event, match.receiver(), true)), Duration.ofSeconds(6)));
            }
            rig.accept(event);
            assertThat(receiver.hits).isEmpty();

            ended(event, "delivered");

            assertThat(receiver.hits).hasSize(1);
        }
    }

    @Test
    void aClaimedDeliveryBelongsToOneDispatcherUntilItsLeaseEnds() {
        var event = rig.event(organization, EventType.FAILED);
        var receiver = Receiver.registered(rig.ids.next("wh"), "http://127.0.0.1:9/", "s");
        try (var other = new Rig(Settings.usual())) {
            Rig.await(other.deliveries.insert(List.of(NewDelivery.of(event, receiver, false)), Duration.ofSeconds(10)));
            var seen = new HashSet<String>();
            for (int i = 0; i < 3; i++) {
                Rig.await(other.deliveries.claim(50, Map.of(), 16, Duration.ofSeconds(10)))
                        .forEach(claimed -> assertThat(seen.add(claimed.id())).isTrue());
            }
        }
    }

    @Test
    void aDeadReceiverDelaysNobodyElse() {
        try (var dead = new ScriptedReceiver(hang());
                var alive = new ScriptedReceiver(status(200))) {
            String other = rig.ids.next("org");
            rig.endpoint(other, dead.url());
            rig.endpoint(organization, alive.url());
            var backlog = new Event[300];
            for (int i = 0; i < backlog.length; i++) {
                backlog[i] = rig.event(other, EventType.FAILED);
            }
            rig.accept(backlog);
            var event = rig.event(organization, EventType.FAILED);
            long sent = System.nanoTime();

            rig.accept(event);

            await().untilAsserted(() -> assertThat(alive.hits).hasSize(1));
            assertThat(TimeUnit.NANOSECONDS.toMillis(alive.hits.get(0).nanos() - sent))
                    .isLessThan(800);
        }
    }

    @Test
    void moreThanOneLaneHoldsInMemoryIsDeliveredFromTheRows() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var events = new Event[200];
            for (int i = 0; i < events.length; i++) {
                events[i] = rig.event(organization, EventType.FAILED);
            }

            rig.accept(events);

            await().untilAsserted(() -> assertThat(receiver.hits).hasSize(events.length));
        }
    }

    @Test
    void anEndpointGetsTheNextEventHoweverShortlyBeforeItWasRegistered() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.accept(rig.event(organization, EventType.FAILED)); // nobody wants it
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            ended(event, "delivered");
        }
    }

    @Test
    void attemptsThatBreakKeepNoSlotAndNothingOfThemIsLost() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            String endpoint = rig.endpoint(organization, receiver.url());
            rig.secret(endpoint, ""); // nothing can be signed with it
            var broken = new Event[Settings.usual().concurrencyPerEndpoint() + 4];
            for (int i = 0; i < broken.length; i++) {
                broken[i] = rig.event(organization, EventType.FAILED);
            }
            rig.accept(broken);
            rig.secret(endpoint, "whsec_c2VjcmV0");
            var event = rig.event(organization, EventType.FAILED);

            rig.accept(event);

            ended(event, "delivered");
            assertThat(rig.stored(broken[0]).get(0).status()).isEqualTo("pending");
        }
    }

    @Test
    void whatWaitsInMemoryIsDueAtOnceWhenItsDispatcherEnds() {
        try (var receiver = new ScriptedReceiver(hang());
                var ending = new Rig(Settings.usual().withLease(Duration.ofSeconds(60)))) {
            rig.endpoint(organization, receiver.url());
            var events = new Event[40];
            for (int i = 0; i < events.length; i++) {
                events[i] = rig.event(organization, EventType.FAILED);
            }
            ending.accept(events);
            await().untilAsserted(() -> assertThat(receiver.hits).hasSize(16));

            ending.dispatcher.stop().join();

            await().atMost(Duration.ofSeconds(8))
                    .untilAsserted(() -> assertThat(receiver.hits).hasSizeGreaterThan(16));
        }
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        assertThat(rig.metrics.find("docurift.webhooks.deliveries").counters()).hasSize(3);
        assertThat(rig.metrics.find("docurift.webhooks.attempts").counters()).hasSize(7);
        assertThat(rig.metrics.find("docurift.webhooks.due").gauge()).isNotNull();
    }

    private static Stored ended(Event event, String status) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(rig.stored(event)).extracting(Stored::status).containsExactly(status));
        return rig.stored(event).get(0);
    }

    private static List<Integer> statuses(Stored stored) {
        return stored.attempts().stream()
                .map(one -> ((JsonObject) one).getInteger("statusCode"))
                .toList();
    }
}
