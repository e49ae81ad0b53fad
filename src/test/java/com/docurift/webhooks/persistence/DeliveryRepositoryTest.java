package com.docurift.webhooks.persistence;

import static com.docurift.platform.embedded.OwnDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.platform.Ids;
import com.docurift.platform.embedded.OwnDatabase;
import com.docurift.webhooks.delivery.Finished;
import com.docurift.webhooks.delivery.Finished.Status;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryRepositoryTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static OwnDatabase database;
    private static DeliveryRepository deliveries;
    private final Ids ids = new Ids(Clock.systemUTC());

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
        deliveries = new DeliveryRepository(database.pool);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void nothingWaits() {
        database.query("delete from delivery");
    }

    @Test
    void aBacklogThatNobodyCanTakeHidesNoOtherLane() {
        backlog("dead", "pending", 3_000);
        backlog("dead", "retrying", 3_000);
        backlog("alive", "pending", 1);
        backlog("zealous", "retrying", 1);

        assertThat(lanes(claim(256, Map.of("dead", 0)))).containsExactlyInAnyOrder("alive", "zealous");
    }

    @Test
    void aLaneGetsWhatItHasRoomForAndFirstAttemptsGoBeforeRetries() {
        backlog("busy", "retrying", 2_000);
        backlog("busy", "pending", 3);

        var claimed = claim(256, Map.of("busy", 5));

        assertThat(claimed).hasSize(5);
        assertThat(claimed)
                .filteredOn(one -> database.query("select status from delivery where id = $1", one.id())
                        .get(0)
                        .getString(0)
                        .equals("pending"))
                .hasSize(3);
        assertThat(claim(256, Map.of())).hasSize(8);
    }

    @Test
    void aLeaseThatEndedIsClaimedAgainAlsoBehindABacklog() {
        backlog("quiet", "pending", 1);
        assertThat(claim(256, Map.of())).hasSize(1);
        assertThat(claim(256, Map.of())).isEmpty();
        backlog("dead", "pending", 3_000);
        database.query("update delivery set due_at = now() where attempting");

        assertThat(lanes(claim(256, Map.of("dead", 0)))).containsExactly("quiet");
    }

    @Test
    void anOutcomeThatComesAfterAnotherDispatcherTookTheDeliveryIsNotWritten() {
        backlog("slow", "pending", 1);
        var ours = claim(256, Map.of()).get(0);
        database.query("update delivery set due_at = now() where attempting");
        var theirs = claim(256, Map.of()).get(0);

        record(finished(ours, Status.RETRYING));

        assertThat(row(ours.id()).getString("status")).isEqualTo("pending");
        assertThat(row(ours.id()).getBoolean("attempting")).isTrue();
        assertThat(row(ours.id()).getInteger("attempt_count")).isZero();
        record(finished(theirs, Status.DELIVERED));
        assertThat(row(ours.id()).getString("status")).isEqualTo("delivered");
        assertThat(row(ours.id()).getInteger("attempt_count")).isEqualTo(1);
    }

    @Test
    void onlyAnActiveEndpointHasASecretToSignWith() {
        String active = endpoint(true);
        String disabled = endpoint(false);
        backlog(active, "pending", 1);
        backlog(disabled, "pending", 1);
        database.query("update delivery set endpoint_id = lane");

        var claimed = claim(256, Map.of());

        assertThat(claimed)
                .extracting(ClaimedDelivery::endpointId, ClaimedDelivery::secret, ClaimedDelivery::url)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(active, "secret", "https://new.example/"),
                        org.assertj.core.groups.Tuple.tuple(disabled, null, "https://old.example/"));
    }

    private String endpoint(boolean active) {
        String id = ids.next("wh");
        database.query(
                "insert into webhook_endpoint (id, organization_id, url, secret, events, active, created_at, updated_at)"
                        + " values ($1, 'org_a', 'https://new.example/', 'secret', '{}', $2, now(), now())",
                id,
                active);
        return id;
    }

    /** Deliveries of a lane that fell due a while ago. */
    private void backlog(String lane, String status, int size) {
        var rows = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            rows.add(ids.next("dlv"));
        }
        database.query(
                "insert into delivery (id, organization_id, lane, job_id, sequence, event_id, event_type, url, status, attempting, due_at,"
                        + " attempt_count, attempts, created_at)"
                        + " select id, 'org_a', $2, 'job_a', 1, 'evt_a', 'document.processing.failed', 'https://old.example/', $3, false,"
                        + " now() - interval '1 minute', tried, case tried when 0 then '[]'::jsonb else '[{}]'::jsonb end, now()"
                        + " from unnest($1::text[]) as id, (select case $3 when 'pending' then 0 else 1 end as tried) as t",
                rows.toArray(String[]::new),
                lane,
                status);
    }

    private static List<ClaimedDelivery> claim(int limit, Map<String, Integer> rooms) {
        return await(deliveries.claim(limit, rooms, 8, LEASE));
    }

    private static List<String> lanes(List<ClaimedDelivery> claimed) {
        return claimed.stream().map(ClaimedDelivery::lane).toList();
    }

    private static Finished finished(ClaimedDelivery claimed, Status status) {
        var pause = status == Status.RETRYING ? Duration.ofMinutes(1) : null;
        return new Finished(claimed.id(), claimed.lease(), status, pause, "{}", null);
    }

    private static void record(Finished finished) {
        await(deliveries.record(List.of(finished)));
    }

    private static Row row(String id) {
        return database.query("select * from delivery where id = $1", id).get(0);
    }
}
