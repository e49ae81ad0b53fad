package com.docurift.events.relay;

import com.docurift.events.Outbox;
import com.docurift.events.persistence.OutboxRows;
import com.docurift.events.persistence.OutboxRows.Unpublished;
import com.docurift.platform.Drain;
import com.docurift.platform.Loop;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes committed events to Kafka and deletes their pointers after the broker's acknowledgement. A crash between the two
 * repeats events and never loses one.
 *
 * <p>One round at a time: a job's next event is not sent before the one before it is acknowledged or in the same batch behind it. Reading
 * and deleting use the very connection that owns the shards, so a relay that lost its ownership cannot go on.
 */
@ApplicationScoped
class Relay {
    private static final int ROUNDS_BEFORE_REST = 3;

    private final OutboxRows rows;
    private final Outbox outbox;
    private final Shards shards;
    private final Publisher publisher;
    private final RelayConfig config;
    private final PlatformConfig platform;
    private final Clock clock;
    private final Scan scan;
    private final Counter published;
    private final Timer lag;
    private Shards.@Nullable Owned before;
    private int failures;
    private volatile @Nullable Instant waitingSince;

    @Inject
    Relay(
            OutboxRows rows,
            Outbox outbox,
            Shards shards,
            Publisher publisher,
            RelayConfig config,
            PlatformConfig platform,
            Clock clock,
            MeterRegistry metrics) {
        this.rows = rows;
        this.outbox = outbox;
        this.shards = shards;
        this.publisher = publisher;
        this.config = config;
        this.platform = platform;
        this.clock = clock;
        this.scan = new Scan(clock);
        this.published = Counter.builder("docurift.relay.published")
                .description("Events acknowledged by Kafka")
                .register(metrics);
        this.lag = Timer.builder("docurift.relay.lag")
                .description("From the change to the broker's acknowledgement")
                .publishPercentileHistogram()
                .register(metrics);
        TimeGauge.builder("docurift.relay.waiting", this, TimeUnit.MILLISECONDS, Relay::waiting)
                .description("Age of the oldest event that Kafka has not acknowledged, as this relay last saw it")
                .register(metrics);
    }

    void start(@Observes StartupEvent event, Loops loops, Drain drain) {
        if (!platform.roles().contains(Role.RELAY)) {
            return;
        }
        Settings.atLeast(1, config.batch(), "DOCURIFT_RELAY_BATCH");
        Settings.atLeast(Duration.ofMillis(10), config.poll(), "DOCURIFT_RELAY_POLL");
        Loop loop = loops.start("relay", config.poll(), this::round);
        outbox.onCommit(loop::wake);
        shards.onNotification(loop::wake);
        drain.at(Drain.Stage.FLUSH_RELAY, () -> flush(loop));
    }

    private Uni<Boolean> round() {
        if (shards.isResting()) {
            return Uni.createFrom().item(false);
        }
        return publishNext().onTermination().invoke((more, failure, givenUp) -> ended(failure, givenUp));
    }

    private Uni<Boolean> publishNext() {
        return shards.owned()
                .chain(owned -> owned.numbers().length == 0
                        ? Uni.createFrom().item(false)
                        : prepare(owned).chain(() -> read(owned)));
    }

    /** A connection of which nothing is heard may be dead without a sign; and when Kafka cannot be reached from here, another relay may. */
    private void ended(@Nullable Throwable failure, boolean givenUp) {
        if (failure == null && !givenUp) {
            failures = 0;
            return;
        }
        failures++;
        if (failures % ROUNDS_BEFORE_REST == 0) {
            shards.rest();
        } else {
            shards.drop();
        }
    }

    /** A job's next event must not pass one that the last owner of its shard left: after a change the first round reads from the front. */
    private Uni<Void> prepare(Shards.Owned owned) {
        var last = before;
        if (last == null
                || !last.connection().equals(owned.connection())
                || !Arrays.equals(last.numbers(), owned.numbers())) {
            scan.restart();
        }
        before = owned;
        return scan.asksForTransactions()
                ? rows.transactions(owned.connection())
                        .invoke(scan::transactions)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Boolean> read(Shards.Owned owned) {
        long from = scan.start();
        return rows.next(owned.connection(), from, owned.numbers(), config.batch())
                .invoke(next -> waitingSince =
                        next.isEmpty() ? null : next.get(0).event().createdAt())
                .chain(next -> next.isEmpty() ? scanned(from) : publish(owned, from, next));
    }

    private Uni<Boolean> scanned(long from) {
        scan.reachedEnd(from);
        return Uni.createFrom().item(false);
    }

    private Uni<Boolean> publish(Shards.Owned owned, long from, List<Unpublished> next) {
        return publisher
                .send(next.stream().map(Unpublished::event).toList())
                .chain(() -> rows.published(owned.connection(), next))
                .map(marked -> {
                    count(next);
                    scan.passed(next.get(next.size() - 1).position());
                    boolean more = next.size() == config.batch();
                    if (!more) {
                        waitingSince = null;
                        scan.reachedEnd(from);
                    }
                    return more;
                });
    }

    private double waiting() {
        var since = waitingSince;
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis();
    }

    private void count(List<Unpublished> next) {
        var now = clock.instant();
        published.increment(next.size());
        next.forEach(one -> lag.record(Duration.between(one.event().createdAt(), now)));
    }

    /** What was committed until now goes out before the process ends. */
    private CompletionStage<Void> flush(Loop loop) {
        return loop.stop()
                .thenCompose(stopped -> drained(0))
                .whenComplete((done, failure) -> publisher.close())
                .thenCompose(done -> shards.close());
    }

    private CompletableFuture<Void> drained(int rounds) {
        return round().subscribeAsCompletionStage()
                .thenCompose(more -> more && rounds < 100 ? drained(rounds + 1) : done());
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
