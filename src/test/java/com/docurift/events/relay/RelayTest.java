package com.docurift.events.relay;

import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.LifecycleTopic;
import com.docurift.events.persistence.EventRows;
import com.docurift.events.persistence.OutboxRows;
import com.docurift.platform.Ids;
import com.docurift.platform.MovingClock;
import com.docurift.platform.Time;
import com.docurift.platform.TraceParent;
import com.docurift.platform.embedded.OwnDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MovingClock clock = new MovingClock();
    private final Ids ids = new Ids(clock);
    private OwnDatabase database;
    private EventLog log;
    private LifecycleTopic topic;

    @BeforeEach
    void start() {
        database = new OwnDatabase();
        log = new EventLog(database.pool, new EventRows());
        topic = new LifecycleTopic();
    }

    @AfterEach
    void stop() {
        topic.close();
        database.close();
    }

    @Test
    void aRecordIsACloudEventInBinaryMode() {
        var event = event(ids.next("job"), 12);
        append(List.of(event));

        try (var relay = new RelayForTests(database, clock, new OutboxRows())) {
            await().atMost(PATIENCE).until(() -> topic.of(event.jobId()).size() == 1);
        }

        var record = topic.of(event.jobId()).get(0);
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        String traceparent = headers.remove("traceparent");
        assertThat(traceparent).matches("00-" + event.traceparent().substring(3, 35) + "-[0-9a-f]{16}-01");
        assertThat(headers)
                .isEqualTo(Map.of(
                        "ce_id",
                        event.id(),
                        "ce_type",
                        "document.processing.progress",
                        "ce_source",
                        "/docurift/jobs",
                        "ce_subject",
                        event.jobId(),
                        "ce_time",
                        Time.millis(event.createdAt()),
                        "ce_specversion",
                        "1.0",
                        "ce_sequence",
                        "12",
                        "ce_partitionkey",
                        event.jobId(),
                        "ce_organizationid",
                        event.organizationId(),
                        "content-type",
                        "application/json"));
        assertThat(new String(record.value(), UTF_8)).isEqualTo(event.data());
    }

    @Test
    void aConnectionThatDiesBetweenAcknowledgementAndMarkRepeatsEventsAndLosesNone() {
        var jobs = jobs(20);
        jobs.forEach(job -> append(List.of(event(job, 1), event(job, 2), event(job, 3))));
        var deaths = new AtomicInteger();
        var dyingOnce = new OutboxRows() {
            @Override
            public Uni<Void> published(SqlClient client, List<Unpublished> events) {
                if (deaths.getAndIncrement() > 0) {
                    return super.published(client, events);
                }
                database.vertx.runOnContext(none -> database.pool
                        .query("select pg_terminate_backend(" + ((PgConnection) client).processId() + ")")
                        .execute()
                        .subscribe()
                        .with(killed -> {}));
                return client.query("select pg_sleep(60)").execute().replaceWithVoid();
            }
        };

        try (var relay = new RelayForTests(database, clock, dyingOnce)) {
            await().atMost(PATIENCE).until(() -> database.number("select count(*) from outbox") == 0);
            await().atMost(PATIENCE)
                    .until(() ->
                            jobs.stream().allMatch(job -> topic.sequencesOf(job).size() >= 6));
        }

        assertThat(deaths).hasValue(2);
        assertThat(jobs).allSatisfy(job -> assertThat(topic.sequencesOf(job)).containsExactly(1, 2, 3, 1, 2, 3));
    }

    @Test
    void oneRelayTakesOverWhatAnotherOneLeft() {
        try (var first = new RelayForTests(database, clock, new OutboxRows());
                var second = new RelayForTests(database, clock, new OutboxRows())) {
            shared(first, second);
            second.hangs();
            var lost = second.owned();
            assertThat(lost).hasSize(8);
            var jobs = jobs(64);
            jobs.forEach(job -> append(List.of(event(job, 1), event(job, 2))));
            await().atMost(PATIENCE)
                    .until(() ->
                            database.number("select count(*) from outbox where shard <> all($1)", (Object) array(lost))
                                    == 0);
            assertThat(jobs)
                    .anySatisfy(job -> assertThat(topic.sequencesOf(job)).isEmpty());

            second.connectionEnds(database);

            await().atMost(PATIENCE).until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return database.number("select count(*) from outbox") == 0;
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(jobs)
                            .allSatisfy(
                                    job -> assertThat(topic.sequencesOf(job)).containsExactly(1, 2)));
        }
    }

    @Test
    void whatTheLastOwnerLeftIsNotOvertakenByItsJobsNextEvent() {
        try (var first = new RelayForTests(database, clock, new OutboxRows());
                var second = new RelayForTests(database, clock, new OutboxRows())) {
            shared(first, second);
            second.hangs();
            var lost = second.owned();
            String left = jobIn(lost);
            append(List.of(event(left, 1)));
            String busy = jobIn(others(lost));
            for (int number = 1; number <= 12; number++) {
                int sent = number;
                clock.advance(Duration.ofMillis(900));
                append(List.of(event(busy, sent)));
                await().atMost(PATIENCE).until(() -> topic.sequencesOf(busy).size() == sent);
            }
            assertThat(topic.sequencesOf(left)).isEmpty();
            append(List.of(event(left, 2)));

            second.connectionEnds(database);

            await().atMost(PATIENCE).until(() -> {
                clock.advance(Duration.ofMillis(500));
                return database.number("select count(*) from outbox") == 0;
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.sequencesOf(left)).containsExactly(1, 2));
        }
    }

    @Test
    void aRelayThatCannotReachKafkaLeavesItsShardsToOneThatCan() {
        try (var blind = new RelayForTests(database, clock, new OutboxRows(), "127.0.0.1:1");
                var seeing = new RelayForTests(database, clock, new OutboxRows())) {
            shared(blind, seeing);
            jobs(64).forEach(job -> append(List.of(event(job, 1))));

            await().atMost(PATIENCE.multipliedBy(2)).until(() -> {
                clock.advance(Duration.ofMillis(100));
                return database.number("select count(*) from outbox") == 0;
            });
        }
    }

    @Test
    void anEventThatIsCommittedLateIsNotOvertakenByItsJobsNextEvent() {
        String slow = ids.next("job");
        String busy = ids.next("job");
        try (var relay = new RelayForTests(database, clock, new OutboxRows())) {
            var connection = await(database.pool.getConnection());
            var transaction = await(connection.begin());
            await(log.append(connection, List.of(event(slow, 1))));
            for (int number = 1; number <= 12; number++) {
                int sent = number;
                clock.advance(Duration.ofMillis(900));
                append(List.of(event(busy, sent)));
                await().atMost(PATIENCE).until(() -> topic.sequencesOf(busy).size() == sent);
            }
            assertThat(topic.sequencesOf(slow)).isEmpty();

            await(transaction.commit());
            await(connection.close());
            append(List.of(event(slow, 2)));
            await().atMost(PATIENCE).until(() -> !topic.sequencesOf(slow).isEmpty());

            await().atMost(PATIENCE).until(() -> {
                clock.advance(Duration.ofMillis(500));
                return database.number("select count(*) from outbox") == 0;
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.sequencesOf(slow)).containsExactly(1, 2));
        }
    }

    /** Both relays have half of the shards. */
    private void shared(RelayForTests first, RelayForTests second) {
        await().atMost(PATIENCE).until(() -> {
            clock.advance(Duration.ofSeconds(3));
            return database
                    .query("select count(*) from pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock'"
                            + " and database = (select oid from pg_database where datname = current_database())"
                            + " group by pid")
                    .stream()
                    .map(row -> row.getLong(0))
                    .toList()
                    .equals(List.of(8L, 8L));
        });
        assertThat(first.shards.ownsAll()).isFalse();
        assertThat(second.shards.ownsAll()).isFalse();
    }

    private void append(List<Event> events) {
        await(log.append(database.pool, events));
    }

    private List<String> jobs(int count) {
        return Stream.generate(() -> ids.next("job")).limit(count).toList();
    }

    private String jobIn(List<Integer> shards) {
        return Stream.generate(() -> ids.next("job"))
                .filter(job -> shards.contains((int) database.number("select (hashtext($1) & 15)::bigint", job)))
                .findFirst()
                .orElseThrow();
    }

    private static List<Integer> others(List<Integer> shards) {
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> !shards.contains(shard))
                .boxed()
                .toList();
    }

    private static Short[] array(List<Integer> shards) {
        return shards.stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    private Event event(String job, int sequence) {
        return new Event(
                ids.next("evt"),
                job,
                sequence,
                ids.next("org"),
                EventType.PROGRESS,
                clock.instant(),
                "{\"jobId\":\"" + job + "\",\"sequence\":" + sequence + ",\"text\":\"ü\"}",
                TraceParent.start());
    }
}
