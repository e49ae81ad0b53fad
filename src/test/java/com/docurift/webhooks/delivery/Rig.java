package com.docurift.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.persistence.EventRows;
import com.docurift.platform.Ids;
import com.docurift.platform.Loops;
import com.docurift.platform.embedded.OwnDatabase;
import com.docurift.webhooks.JobResults;
import com.docurift.webhooks.WebhooksConfig;
import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import com.docurift.webhooks.http.WebhookSender;
import com.docurift.webhooks.persistence.DeliveryRepository;
import com.docurift.webhooks.persistence.ReceiverRepository;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/**
 * A dispatcher on the real PostgreSQL, put together by hand, so that a test can have several and let them die. In a database of the test no
 * other one claims what is due.
 */
final class Rig implements AutoCloseable {
    static final Duration STEP = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final Vertx vertx = Vertx.vertx();
    final Ids ids = new Ids(Clock.systemUTC());
    final Map<String, String> results = new ConcurrentHashMap<>();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final Pool pool;
    final EventLog log;
    final DeliveryRepository deliveries;
    final DeliveryAttempts attempts;
    final Dispatcher dispatcher;
    private final Loops loops;

    Rig(OwnDatabase database, Settings settings) {
        pool = Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(6))
                .connectingTo(PgConnectOptions.fromUri(database.url())
                        .setUser(database.user())
                        .setPassword(database.password()))
                .using(vertx)
                .build());
        log = new EventLog(pool, new EventRows());
        loops = new Loops(vertx, Clock.systemUTC(), metrics);
        deliveries = new DeliveryRepository(pool);
        JobResults found = jobs -> Uni.createFrom()
                .item(() -> jobs.stream()
                        .filter(results::containsKey)
                        .distinct()
                        .collect(java.util.stream.Collectors.toMap(id -> id, results::get)));
        var measures = new DeliveryMetrics(metrics);
        var sender = new WebhookSender(
                vertx, new HostNames(vertx), new AddressRules(Optional.of(settings.networks()), true), settings);
        attempts =
                new DeliveryAttempts(new Bodies(log, found), sender, deliveries, measures, Clock.systemUTC(), settings);
        dispatcher = new Dispatcher(
                new Planner(new ReceiverRepository(pool)),
                deliveries,
                attempts,
                measures,
                loops,
                vertx,
                Clock.systemUTC(),
                settings);
    }

    /** Settings of which a test changes some. */
    record Settings(
            Duration timeout,
            Duration connectTimeout,
            List<Duration> retrySchedule,
            Optional<List<String>> allowedNetworks,
            int concurrencyPerEndpoint,
            int concurrency,
            Duration lease)
            implements WebhooksConfig {
        static Settings usual() {
            return new Settings(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(1),
                    List.of(STEP, STEP, STEP),
                    Optional.of(List.of("127.0.0.0/8")),
                    16,
                    64,
                    Duration.ofSeconds(10));
        }

        Settings withLease(Duration shorter) {
            return new Settings(
                    timeout,
                    connectTimeout,
                    retrySchedule,
                    allowedNetworks,
                    concurrencyPerEndpoint,
                    concurrency,
                    shorter);
        }

        List<String> networks() {
            return allowedNetworks.orElseThrow();
        }
    }

    String endpoint(String organization, String url, String... events) {
        String id = ids.next("wh");
        await(pool.preparedQuery(
                        "insert into webhook_endpoint (id, organization_id, url, secret, events, active, created_at, updated_at)"
                                + " values ($1, $2, $3, 'whsec_c2VjcmV0', $4, true, now(), now())")
                .execute(Tuple.of(id, organization, url, events)));
        return id;
    }

    void secret(String endpoint, String secret) {
        await(pool.preparedQuery("update webhook_endpoint set secret = $2 where id = $1")
                .execute(Tuple.of(endpoint, secret)));
    }

    void ownEndpoint(String job, String organization, String url) {
        await(pool.preparedQuery("insert into job_endpoint values ($1, $2, $3, 'own secret')")
                .execute(Tuple.of(job, organization, url)));
    }

    /** An event with its row, as the relay would have published it. */
    Event event(String organization, EventType type) {
        String job = ids.next("job");
        var event = new Event(
                ids.next("evt"),
                job,
                1,
                organization,
                type,
                Clock.tickMillis(java.time.ZoneOffset.UTC).instant(),
                "{\"jobId\":\"" + job + "\",\"metadata\":{\"ü\": 1}}",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await(log.append(pool, List.of(event)));
        return event;
    }

    void accept(Event... events) {
        await(dispatcher.accept(List.of(events)));
    }

    List<Stored> stored(Event event) {
        var rows = await(pool.preparedQuery("select * from delivery where event_id = $1 order by id")
                .execute(Tuple.of(event.id())));
        var stored = new java.util.ArrayList<Stored>();
        for (Row row : rows) {
            stored.add(new Stored(
                    row.getString("id"),
                    row.getString("status"),
                    new JsonArray(row.getValue("attempts").toString())));
        }
        return stored;
    }

    /** The one delivery of an event, once it has a status. */
    Stored ended(Event event, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(stored(event)).extracting(Stored::status).containsExactly(status));
        return stored(event).get(0);
    }

    Row endpointRow(String id) {
        return await(pool.preparedQuery("select * from webhook_endpoint where id = $1")
                        .execute(Tuple.of(id)))
                .iterator()
                .next();
    }

    /** A delivery as its row tells. */
    record Stored(String id, String status, JsonArray attempts) {}

    static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    @Override
    public void close() {
        loops.all().forEach(loop -> loop.stop().join());
        await(pool.close());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
