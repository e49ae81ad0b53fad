package com.docurift.webhooks.persistence;

import com.docurift.events.EventType;
import com.docurift.platform.Columns;
import com.docurift.webhooks.delivery.Finished;
import com.docurift.webhooks.delivery.NewDelivery;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes deliveries, claims what is due, and records attempts: one statement, and so one transaction, for each batch. */
@ApplicationScoped
public class DeliveryRepository {
    /** Rows that a claim reads in order of time before it walks the lanes. */
    private static final int REACH = 1024;

    private static final String INSERT = """
            insert into delivery (id, organization_id, endpoint_id, lane, job_id, sequence, event_id, event_type, url, status, attempting,
                    due_at, created_at)
            select id, organization_id, endpoint_id, lane, job_id, sequence, event_id, event_type, url, 'pending', leased,
                    now() + make_interval(secs => case when leased then $1 else 0 end), now()
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::text[], $9::text[], $10::text[],
                    $11::boolean[])
                as t (id, organization_id, endpoint_id, lane, job_id, sequence, event_id, event_type, url, leased)
            on conflict (id) do nothing
            returning id, due_at
            """;

    // Takes candidates up to the room of each lane, first attempts before retries.
    private static final String TAKE = """
            placed as (
                select c.id, c.tier, c.due_at, coalesce(r.room, $2) as room,
                    row_number() over (partition by c.lane order by c.tier, c.due_at) as place
                from candidate c left join unnest($3::text[], $4::integer[]) as r (lane, room) on r.lane = c.lane
            ), chosen as (
                select id, job_id, endpoint_id from delivery
                where id = any(array(select id from placed where place <= room order by tier, due_at limit $1))
                    and status in ('pending', 'retrying') and due_at <= now()
                for update skip locked
            ), taken as (
                update delivery d set attempting = true, due_at = now() + make_interval(secs => $5)
                from chosen c
                    left join webhook_endpoint w on w.id = c.endpoint_id and w.active
                    left join job_endpoint j on c.endpoint_id is null and j.job_id = c.job_id
                where d.id = c.id
                returning d.id, d.organization_id, d.endpoint_id, d.lane, d.job_id, d.sequence, d.event_id, d.event_type,
                    coalesce(w.url, d.url) as url, d.attempt_count, d.created_at, coalesce(w.secret, j.secret) as secret, d.due_at
            )
            """;

    // In order of time, first attempts apart, so that they go before retries however many of these there are. At least
    // one row is answered, which says whether a scan ended at its limit.
    private static final String CLAIM =
            """
            with candidate as (
                (select id, lane, due_at, case status when 'pending' then 0 else 1 end as tier from delivery
                    where attempting and due_at <= now() order by due_at limit REACH)
                union all
                (select id, lane, due_at, 0 from delivery
                    where not attempting and status = 'pending' and due_at <= now() order by due_at limit REACH)
                union all
                (select id, lane, due_at, 1 from delivery
                    where not attempting and status = 'retrying' and due_at <= now() order by due_at limit REACH)
            ),
            """.replace("REACH", Integer.toString(REACH)) + TAKE + """
            select exists (select 1 from candidate group by tier having count(*) >= REACH) as more, taken.*
            from (select 1) as one left join taken on true
            """.replace("REACH", Integer.toString(REACH));

    // From lane to lane. It does not name the statuses, so that no other index than that of the lanes can serve it.
    private static final String CLAIM_BY_LANE = """
            with recursive walk (lane) as (
                select (select lane from delivery where not attempting and due_at is not null order by lane limit 1)
                union all
                select (select d.lane from delivery d where not attempting and due_at is not null and d.lane > walk.lane
                        order by d.lane limit 1)
                    from walk where walk.lane is not null
            ), candidate as (
                select head.* from walk left join unnest($3::text[], $4::integer[]) as r (lane, room) on r.lane = walk.lane
                cross join lateral (
                    (select d.id, d.lane, d.due_at, 0 as tier from delivery d
                        where d.lane = walk.lane and (case d.status when 'pending' then 0 else 1 end) = 0
                            and not d.attempting and d.due_at <= now()
                        order by d.due_at limit coalesce(r.room, $2))
                    union all
                    (select d.id, d.lane, d.due_at, 1 from delivery d
                        where d.lane = walk.lane and (case d.status when 'pending' then 0 else 1 end) = 1
                            and not d.attempting and d.due_at <= now()
                        order by d.due_at limit coalesce(r.room, $2))) head
                where walk.lane is not null
            ),
            """ + TAKE + """
            select * from taken
            """;

    // The end of the lease is its token: a row that another dispatcher has claimed or ended since then stays as it is.
    private static final String RECORD = """
            with finished as (
                select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::float8[], $5::text[])
                    as f (id, lease, status, pause, attempt)
            ), disabled as (
                update webhook_endpoint set active = false, disabled_reason = 'It answered 410 Gone', disabled_at = now(), updated_at = now()
                where id = any($6) and active
            )
            update delivery d set
                status = coalesce(f.status, d.status),
                attempting = false,
                due_at = now() + make_interval(secs => f.pause),
                completed_at = case when f.pause is null then now() end,
                attempt_count = d.attempt_count + case when f.attempt is null then 0 else 1 end,
                attempts = case when f.attempt is null then d.attempts else d.attempts || f.attempt::jsonb end
            from finished f
            where d.id = f.id and d.due_at = f.lease and d.attempting
            """;

    private static final String COUNT_DUE = """
            select count(*) from (
                select 1 from delivery where not attempting and status in ('pending', 'retrying') and due_at <= now() limit $1) as due
            """;

    private final Pool pool;

    @Inject
    public DeliveryRepository(Pool pool) {
        this.pool = pool;
    }

    /** Writes new deliveries and answers those that were not there yet: their ids, each with the time at which it is due or its lease ends. */
    public Uni<Map<String, OffsetDateTime>> insert(List<NewDelivery> batch, Duration lease) {
        var columns = Columns.of(batch)
                .and(seconds(lease))
                .text(NewDelivery::id)
                .text(one -> one.event().organizationId())
                .text(one -> one.receiver().endpointId())
                .text(one -> one.receiver().lane())
                .text(one -> one.event().jobId())
                .with(Integer[]::new, one -> one.event().sequence())
                .text(one -> one.event().id())
                .text(one -> one.event().type().wireName())
                .text(one -> one.receiver().url())
                .with(Boolean[]::new, NewDelivery::leased);
        return pool.preparedQuery(INSERT).execute(columns.tuple()).map(DeliveryRepository::written);
    }

    /**
     * Claims what is due. When all that it reads in order of time may belong to lanes that can take no more, such as the backlog of a dead
     * endpoint, it goes on from lane to lane.
     *
     * @param limit deliveries at most
     * @param rooms how many a lane may get; one with 0 gets none
     * @param otherwise how many a lane may get that is not named
     */
    public Uni<List<ClaimedDelivery>> claim(int limit, Map<String, Integer> rooms, int otherwise, Duration lease) {
        return pool.preparedQuery(CLAIM)
                .execute(claimOf(limit, rooms, otherwise, lease))
                .chain(rows -> {
                    var claimed = claimed(rows);
                    boolean more = rows.iterator().next().getBoolean("more");
                    return more && claimed.size() < limit
                            ? byLane(claimed, limit, rooms, otherwise, lease)
                            : Uni.createFrom().item(claimed);
                });
    }

    private Uni<List<ClaimedDelivery>> byLane(
            List<ClaimedDelivery> already, int limit, Map<String, Integer> rooms, int otherwise, Duration lease) {
        var left = new HashMap<>(rooms);
        already.forEach(one -> left.merge(one.lane(), otherwise - 1, (room, fresh) -> room - 1));
        return pool.preparedQuery(CLAIM_BY_LANE)
                .execute(claimOf(limit - already.size(), left, otherwise, lease))
                .map(rows ->
                        Stream.concat(already.stream(), claimed(rows).stream()).toList());
    }

    private static Tuple claimOf(int limit, Map<String, Integer> rooms, int otherwise, Duration lease) {
        return Columns.of(List.copyOf(rooms.entrySet()))
                .and(limit)
                .and(otherwise)
                .text(Map.Entry::getKey)
                .with(Integer[]::new, Map.Entry::getValue)
                .and(seconds(lease))
                .tuple();
    }

    /** Records attempts together with what follows from them; answers as many nulls, as {@code GroupCommit} wants. */
    public Uni<List<@Nullable Void>> record(List<Finished> batch) {
        String[] gone =
                batch.stream().map(Finished::gone).filter(Objects::nonNull).toArray(String[]::new);
        var columns = Columns.of(batch)
                .text(Finished::id)
                .with(OffsetDateTime[]::new, Finished::lease)
                .text(DeliveryRepository::status)
                .with(Double[]::new, DeliveryRepository::pause)
                .text(Finished::attempt)
                .and(gone);
        return pool.preparedQuery(RECORD).execute(columns.tuple()).map(done -> Collections.nCopies(batch.size(), null));
    }

    /** How many deliveries are due and not claimed, counted up to a limit. */
    public Uni<Long> countDue(int limit) {
        return pool.preparedQuery(COUNT_DUE)
                .execute(Tuple.of(limit))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static @Nullable String status(Finished finished) {
        var status = finished.status();
        return status == null ? null : status.wireName();
    }

    private static @Nullable Double pause(Finished finished) {
        var pause = finished.pause();
        return pause == null ? null : seconds(pause);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Map<String, OffsetDateTime> written(RowSet<Row> rows) {
        var written = new HashMap<String, OffsetDateTime>();
        rows.forEach(row -> written.put(row.getString(0), row.getOffsetDateTime(1)));
        return written;
    }

    private static List<ClaimedDelivery> claimed(RowSet<Row> rows) {
        var claimed = new ArrayList<ClaimedDelivery>(rows.size());
        for (Row row : rows) {
            String name = row.getString("event_type"); // absent in the row that only says whether there is more
            var type = name == null ? null : EventType.of(name);
            if (type != null) { // a later version wrote it: its lease lets a later version take it
                claimed.add(new ClaimedDelivery(
                        row.getString("id"),
                        row.getString("organization_id"),
                        row.getString("endpoint_id"),
                        row.getString("lane"),
                        row.getString("job_id"),
                        row.getInteger("sequence"),
                        row.getString("event_id"),
                        type,
                        row.getString("url"),
                        row.getInteger("attempt_count"),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getString("secret"),
                        row.getOffsetDateTime("due_at")));
            }
        }
        return claimed;
    }
}
