package com.docurift.webhooks.delivery;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.docurift.events.Event;
import com.docurift.platform.Drain;
import com.docurift.platform.Loop;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.Settings;
import com.docurift.webhooks.WebhooksConfig;
import com.docurift.webhooks.delivery.Planner.Match;
import com.docurift.webhooks.persistence.ClaimedDelivery;
import com.docurift.webhooks.persistence.DeliveryRepository;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into deliveries and has them attempted: new ones at once from memory, the others when they are due in PostgreSQL. A new
 * delivery is born with this process's lease on it, so that a crash at any point leaves a row that falls due.
 */
@ApplicationScoped
public class Dispatcher {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration COUNT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMER = Duration.ofMinutes(10);
    private static final long TIMER_STEP_MILLIS = 20;
    private static final int LARGEST_CLAIM = 256;
    private static final int LARGEST_COUNT = 10_000;

    private final Planner planner;
    private final DeliveryRepository repository;
    private final DeliveryAttempts attempts;
    private final DeliveryMetrics metrics;
    private final Loops loops;
    private final Vertx vertx;
    private final Clock clock;
    private final WebhooksConfig config;
    private final Lanes lanes;
    private final Set<Long> timers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Loop claims;

    @Inject
    public Dispatcher(
            Planner planner,
            DeliveryRepository repository,
            DeliveryAttempts attempts,
            DeliveryMetrics metrics,
            Loops loops,
            Vertx vertx,
            Clock clock,
            WebhooksConfig config) {
        this.planner = planner;
        this.repository = repository;
        this.attempts = attempts;
        this.metrics = metrics;
        this.loops = loops;
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
        this.lanes = new Lanes(config.concurrencyPerEndpoint(), config.concurrency(), this::attempt);
        metrics.running(lanes::running);
    }

    void atStart(@Observes StartupEvent event, PlatformConfig platform, Drain drain) {
        Settings.require(
                config.lease().compareTo(config.timeout().plusSeconds(5)) >= 0,
                "DOCURIFT_WEBHOOKS_LEASE must be at least 5 s longer than DOCURIFT_WEBHOOKS_TIMEOUT.");
        if (platform.roles().contains(Role.DISPATCHER)) {
            start();
            drain.at(Drain.Stage.STOP_CLAIMING, this::stop);
            drain.at(Drain.Stage.FINISH_WORK, this::finished);
            drain.at(Drain.Stage.FLUSH_RELAY, attempts::abandon);
        }
    }

    /** Starts to claim what is due. */
    public void start() {
        claims = loops.start("webhook-claims", POLL, this::claim);
        loops.start(
                "webhook-due-count",
                COUNT,
                () -> repository.countDue(LARGEST_COUNT).map(count -> {
                    metrics.due(count);
                    return false;
                }));
    }

    /** Writes the deliveries of events and attempts them; completes when they are durable. An event may come again. */
    public Uni<Void> accept(List<Event> events) {
        return planner.match(events)
                .chain(matches -> matches.isEmpty() ? Uni.createFrom().voidItem() : write(matches));
    }

    private Uni<Void> write(List<Match> matches) {
        long leaseEnds = System.nanoTime() + config.lease().toNanos();
        var batch = matches.stream()
                .map(match -> NewDelivery.of(
                        match.event(),
                        match.receiver(),
                        lanes.reserve(match.receiver().lane())))
                .toList();
        return repository
                .insert(batch, config.lease())
                .onFailure()
                .invoke(failure -> batch.stream().filter(NewDelivery::leased).forEach(this::giveBack))
                .invoke(written -> begin(batch, written, leaseEnds))
                .replaceWithVoid();
    }

    private void begin(List<NewDelivery> batch, Map<String, OffsetDateTime> written, long leaseEnds) {
        for (NewDelivery one : batch) {
            var lease = one.leased() ? written.remove(one.id()) : null;
            if (lease != null) {
                lanes.enter(due(one, lease, leaseEnds));
            } else if (one.leased()) {
                giveBack(one);
            }
        }
    }

    private void giveBack(NewDelivery unwritten) {
        lanes.cancel(unwritten.receiver().lane());
    }

    private Due due(NewDelivery one, OffsetDateTime lease, long leaseEnds) {
        var event = one.event();
        return new Due(
                one.id(),
                one.receiver(),
                event.id(),
                event.jobId(),
                event.sequence(),
                event.type(),
                0,
                clock.instant(),
                event,
                lease,
                leaseEnds);
    }

    private void attempt(Lanes.Slot slot) {
        var loop = claims;
        if (slot.hungry() && loop != null) {
            loop.wake();
        }
        attempts.make(slot, lanes, this::wakeAfter);
    }

    private Uni<Boolean> claim() {
        int room = Math.min(lanes.room(), LARGEST_CLAIM);
        if (room == 0) {
            return Uni.createFrom().item(false);
        }
        long leaseEnds = System.nanoTime() + config.lease().toNanos();
        var rooms = lanes.rooms();
        return repository.claim(room, rooms, lanes.usualRoom(), config.lease()).map(claimed -> {
            lanes.claimed(rooms, claimed.stream().collect(groupingBy(ClaimedDelivery::lane, counting())));
            claimed.forEach(one -> take(one, leaseEnds));
            return !claimed.isEmpty();
        });
    }

    private void take(ClaimedDelivery claimed, long leaseEnds) {
        String secret = claimed.secret();
        var due = new Due(
                claimed.id(),
                new Receiver(claimed.lane(), claimed.endpointId(), claimed.url(), secret == null ? "" : secret),
                claimed.eventId(),
                claimed.jobId(),
                claimed.sequence(),
                claimed.type(),
                claimed.attemptsMade(),
                claimed.createdAt(),
                null,
                claimed.lease(),
                leaseEnds);
        if (secret == null) {
            attempts.cancel(due);
        } else {
            lanes.admit(due);
        }
    }

    // Retries that fall due at about the same time share a timer; later ones are found by polling.
    private void wakeAfter(Duration wait) {
        var loop = claims;
        if (loop == null || wait.compareTo(LONGEST_TIMER) > 0) {
            return;
        }
        long step = (clock.millis() + wait.toMillis()) / TIMER_STEP_MILLIS + 1;
        if (timers.add(step)) {
            vertx.setTimer(Math.max(1, step * TIMER_STEP_MILLIS - clock.millis()), fired -> {
                timers.remove(step);
                loop.wake();
            });
        }
    }

    /** Claims and starts nothing more; what waits in memory goes back, so that nobody has to wait for the end of its lease. */
    CompletableFuture<Void> stop() {
        var loop = claims;
        var stopped = loop == null ? CompletableFuture.<Void>completedFuture(null) : loop.stop();
        lanes.close();
        return stopped.thenCompose(none -> handBack());
    }

    private CompletableFuture<Void> handBack() {
        return attempts.handBack(lanes.takeLeft()).subscribeAsCompletionStage();
    }

    private CompletableFuture<Void> finished() {
        var done = new CompletableFuture<Void>();
        vertx.setPeriodic(TIMER_STEP_MILLIS, timer -> {
            if (attempts.unfinished() == 0) {
                vertx.cancelTimer(timer);
                done.complete(null);
            }
        });
        return handBack().thenCompose(none -> done); // a batch of events may have come since
    }
}
