package com.docurift.webhooks.delivery;

import static com.docurift.webhooks.delivery.ScriptedReceiver.hang;
import static com.docurift.webhooks.delivery.ScriptedReceiver.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.events.Event;
import com.docurift.events.EventType;
import com.docurift.platform.embedded.OwnDatabase;
import com.docurift.webhooks.delivery.Rig.Settings;
import com.docurift.webhooks.persistence.ReceiverRepository;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of several deliveries, dispatchers and receivers beside each other. */
class DeliveriesTogetherTest {
    private static OwnDatabase database;
    private static Rig rig;

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
        rig = new Rig(database, Settings.usual());
        rig.dispatcher.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
        database.close();
    }

    private final String organization = rig.ids.next("org");

    @Test
    void anEventThatComesAgainMakesNoSecondDelivery() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.QUEUED);

            rig.accept(event, event);
            rig.accept(event);

            rig.ended(event, "delivered");
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

            rig.ended(real, "delivered");
            assertThat(rig.stored(foreign)).isEmpty();
        }
    }

    @Test
    void aDispatcherThatDiesBetweenClaimAndRecordLosesNothing() {
        try (var receiver = new ScriptedReceiver(status(200))) {
            rig.endpoint(organization, receiver.url());
            var event = rig.event(organization, EventType.FAILED);
            try (var dying = new Rig(database, Settings.usual().withLease(Duration.ofSeconds(6)))) {
                // Its row is written and leased; the attempt never begins.
                var match = Rig.await(new Planner(new ReceiverRepository(dying.pool)).match(List.of(event)))
                        .get(0);
                Rig.await(dying.deliveries.insert(
                        List.of(NewDelivery.of(event, match.receiver(), true)), Duration.ofSeconds(6)));
            }
            rig.accept(event);
            assertThat(receiver.hits).isEmpty();

            rig.ended(event, "delivered");

            assertThat(receiver.hits).hasSize(1);
        }
    }

    @Test
    void aClaimedDeliveryBelongsToOneDispatcherUntilItsLeaseEnds() {
        var event = rig.event(organization, EventType.FAILED);
        var receiver = Receiver.registered(rig.ids.next("wh"), "http://127.0.0.1:9/", "s");
        try (var other = new Rig(database, Settings.usual())) {
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

            rig.ended(event, "delivered");
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

            rig.ended(event, "delivered");
            assertThat(rig.stored(broken[0]).get(0).status()).isEqualTo("pending");
        }
    }

    @Test
    void whatWaitsInMemoryIsDueAtOnceWhenItsDispatcherEnds() {
        try (var receiver = new ScriptedReceiver(hang());
                var ending = new Rig(database, Settings.usual().withLease(Duration.ofSeconds(60)))) {
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
}
