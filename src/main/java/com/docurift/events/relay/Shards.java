package com.docurift.events.relay;

import com.docurift.platform.OwnConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which shards of the outbox this relay publishes: each is owned through an advisory lock of one dedicated connection, so ownership ends
 * with the connection, whatever ends it. Several relays share the shards evenly; what one leaves, the others take within seconds.
 *
 * <p>The same connection listens for the notification by which other processes say that they committed events.
 */
@ApplicationScoped
class Shards {
    /** The number of shards; the outbox computes {@code hashtext(job_id) & 15}. */
    static final int COUNT = 16;

    static final String CHANNEL = "docurift_outbox";

    private static final Logger LOG = Logger.getLogger(Shards.class);
    private static final Duration BALANCE = Duration.ofSeconds(3);
    private static final Duration REST = BALANCE.multipliedBy(3);
    // The first keys of two-key advisory locks: one lock a shard, and one that each relay holds shared so that they can
    // be counted.
    private static final int SHARD_LOCK = 0x64726a73;
    private static final int MEMBER_LOCK = 0x64726a6d;

    private static final String JOIN = "select pg_advisory_lock_shared($1, 0)";
    // The client does not know the type oid: without the first cast it would compare with another number.
    private static final String MEMBERS = """
            select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
                and classid = $1::integer::oid and mode = 'ShareLock' and granted
            """;
    private static final String TAKE = "select pg_try_advisory_lock($1, $2)";
    private static final String GIVE =
            "select pg_advisory_unlock($1, shard) from unnest($2::integer[]) as mine (shard)";

    /** The connection that holds the locks, and the shards that are ours as long as it lives. */
    record Owned(PgConnection connection, Short[] numbers) {}

    private final Vertx vertx;
    private final PgConnectOptions options;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final TreeSet<Integer> mine = new TreeSet<>();
    private volatile @Nullable PgConnection connection;
    private volatile boolean ownsAll;
    private Instant balanceAt = Instant.MIN;
    private Instant restUntil = Instant.MIN;

    @Inject
    Shards(Vertx vertx, Clock clock, OwnConnection own) {
        this.vertx = vertx;
        this.clock = clock;
        // A lost mark only repeats an event, so it need not wait for the disk.
        this.options = own.optionsFor("relay").addProperty("synchronous_commit", "off");
    }

    /** Whether every shard is published by this process. */
    boolean ownsAll() {
        return ownsAll;
    }

    /** Calls a listener when another process says that events wait. */
    void onNotification(Runnable listener) {
        listeners.add(listener);
    }

    /** Whether the shards are left to others at the moment. */
    boolean isResting() {
        return clock.instant().isBefore(restUntil);
    }

    /** The shards that are ours now; connects, and shares them out anew from time to time. */
    Uni<Owned> owned() {
        return connected()
                .chain(open -> balance(open).map(balanced -> {
                    ownsAll = mine.size() == COUNT;
                    return new Owned(open, numbers());
                }));
    }

    /** Gives everything up at once, so that another relay need not wait. */
    CompletionStage<Void> close() {
        var open = connection;
        return open == null
                ? CompletableFuture.completedFuture(null)
                : open.close().subscribeAsCompletionStage();
    }

    /** Leaves the connection, and with it what is owned; the next round makes a new one. */
    void drop() {
        var open = connection;
        if (open != null) {
            lost(open);
            // Nobody waits for it: one that is dead without a sign does not answer.
            open.close()
                    .subscribe()
                    .with(closed -> {}, failure -> LOG.debugf("the relay's connection did not close: %s", failure));
        }
    }

    /** Leaves the shards to others for a while, if others are there. */
    void rest() {
        if (connection != null && !ownsAll) {
            restUntil = clock.instant().plus(REST);
        }
        drop();
    }

    private Uni<PgConnection> connected() {
        var open = connection;
        return open != null
                ? Uni.createFrom().item(open)
                : PgConnection.connect(vertx, options).chain(this::join);
    }

    private Uni<PgConnection> join(PgConnection opened) {
        mine.clear();
        balanceAt = Instant.MIN;
        opened.closeHandler(() -> lost(opened));
        opened.notificationHandler(notification -> listeners.forEach(Runnable::run));
        return opened.preparedQuery(JOIN)
                .execute(Tuple.of(MEMBER_LOCK))
                .chain(() -> opened.query("listen " + CHANNEL).execute())
                .map(listening -> {
                    connection = opened;
                    return opened;
                })
                .onFailure()
                .call(opened::close);
    }

    private void lost(PgConnection closed) {
        if (connection == closed) {
            ownsAll = false;
            connection = null;
        }
    }

    private Uni<Void> balance(PgConnection open) {
        var now = clock.instant();
        if (now.isBefore(balanceAt)) {
            return Uni.createFrom().voidItem();
        }
        balanceAt = now.plus(BALANCE);
        return open.preparedQuery(MEMBERS).execute(Tuple.of(MEMBER_LOCK)).chain(rows -> {
            long members = Math.max(1, rows.iterator().next().getLong(0));
            int share = (int) ((COUNT + members - 1) / members);
            return mine.size() < share ? take(open, 0, share - mine.size()) : give(open, mine.size() - share);
        });
    }

    private Uni<Void> take(PgConnection open, int shard, int wanted) {
        if (shard == COUNT || wanted == 0) {
            return Uni.createFrom().voidItem();
        }
        if (mine.contains(shard)) {
            return take(open, shard + 1, wanted);
        }
        return open.preparedQuery(TAKE).execute(Tuple.of(SHARD_LOCK, shard)).chain(rows -> {
            boolean got = rows.iterator().next().getBoolean(0);
            if (got) {
                mine.add(shard);
            }
            return take(open, shard + 1, got ? wanted - 1 : wanted);
        });
    }

    private Uni<Void> give(PgConnection open, int surplus) {
        if (surplus <= 0) {
            return Uni.createFrom().voidItem();
        }
        var given = mine.descendingSet().stream().limit(surplus).toArray(Integer[]::new);
        mine.removeAll(List.of(given));
        LOG.infof("relay: %d shards given to another relay, %d kept", given.length, mine.size());
        return open.preparedQuery(GIVE).execute(Tuple.of(SHARD_LOCK, given)).replaceWithVoid();
    }

    private Short[] numbers() {
        return mine.stream().map(Integer::shortValue).toArray(Short[]::new);
    }
}
