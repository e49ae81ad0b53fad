package com.docurift.webhooks.delivery;

import static io.netty.buffer.Unpooled.wrappedBuffer;

import com.docurift.platform.GroupCommit;
import com.docurift.webhooks.WebhooksConfig;
import com.docurift.webhooks.delivery.Bodies.Body;
import com.docurift.webhooks.delivery.Lanes.Slot;
import com.docurift.webhooks.guard.Target;
import com.docurift.webhooks.http.WebhookSender;
import com.docurift.webhooks.persistence.DeliveryRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes one attempt: body, POST, decision, record. Whatever fails on this way, the lease brings the delivery back. */
@ApplicationScoped
public class DeliveryAttempts {
    /**
     * An attempt that was made.
     *
     * @param millis its duration
     * @param traceparent of the request that submitted the job
     */
    record Made(Instant at, long millis, Answer answer, String traceparent) {}

    private static final Logger LOG = Logger.getLogger(DeliveryAttempts.class);
    private static final int LARGEST_BATCH = 512;
    private static final int LONGEST_QUEUE = 100_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int WRITES_TRIED = 8;

    private final Bodies bodies;
    private final WebhookSender sender;
    private final DeliveryRepository repository;
    private final RetryPolicy policy;
    private final DeliveryMetrics metrics;
    private final Clock clock;
    private final long timeoutNanos;
    private final GroupCommit<Finished, @Nullable Void> records;
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean abandoned;

    @Inject
    public DeliveryAttempts(
            Bodies bodies,
            WebhookSender sender,
            DeliveryRepository repository,
            DeliveryMetrics metrics,
            Clock clock,
            WebhooksConfig config) {
        this.bodies = bodies;
        this.sender = sender;
        this.metrics = metrics;
        this.clock = clock;
        this.policy = new RetryPolicy(config.retrySchedule());
        this.timeoutNanos = config.timeout().toNanos();
        this.repository = repository;
        this.records = new GroupCommit<>("webhook attempts", LARGEST_BATCH, LONGEST_QUEUE, repository::record);
    }

    /**
     * Makes the attempt for which the slot stands and frees the slot as soon as the receiver is done with.
     *
     * @param due called with the wait when the delivery is due again
     */
    public void make(Slot slot, Lanes lanes, Consumer<Duration> due) {
        if (isTooLate(slot.due())) {
            lanes.ended(slot, null);
            return;
        }
        unfinished.incrementAndGet();
        Uni.createFrom()
                .deferred(() -> bodies.of(slot.due()))
                .subscribe()
                .with(body -> send(slot, lanes, due, body), failure -> {
                    LOG.debugf("body of %s not read: %s", slot.due().id(), failure);
                    leave(slot, lanes);
                });
    }

    // It waited too long in memory, or for its body: another dispatcher may claim it soon.
    private boolean isTooLate(Due due) {
        return due.leaseEnds() - System.nanoTime() < timeoutNanos;
    }

    private void leave(Slot slot, Lanes lanes) {
        lanes.ended(slot, null);
        unfinished.decrementAndGet();
    }

    /** Ends deliveries whose receiver is there no more. */
    public void cancel(Due due) {
        unfinished.incrementAndGet();
        record(Finished.cancelled(due), () -> {});
    }

    /** Lets other dispatchers attempt at once what was claimed and is not attempted here; completes when it is written, or given up. */
    public Uni<Void> handBack(List<Due> left) {
        return left.isEmpty()
                ? Uni.createFrom().voidItem()
                : repository
                        .record(left.stream().map(Finished::handedBack).toList())
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(failure ->
                                LOG.warnf("%d deliveries wait for the end of their lease: %s", left.size(), failure))
                        .onFailure()
                        .recoverWithNull();
    }

    /** Attempts whose outcome is not yet written. */
    public int unfinished() {
        return unfinished.get();
    }

    /** What is still in flight when the process ends is not recorded: it is attempted again when its lease is over. */
    public CompletableFuture<Void> abandon() {
        abandoned = true;
        return CompletableFuture.completedFuture(null);
    }

    private void send(Slot slot, Lanes lanes, Consumer<Duration> due, Optional<Body> body) {
        if (body.isEmpty()) {
            lanes.ended(slot, null);
            record(Finished.cancelled(slot.due()), () -> {});
            return;
        }
        if (isTooLate(slot.due())) {
            leave(slot, lanes);
            return;
        }
        lanes.weighs(slot, body.get().bytes().length);
        var at = clock.instant();
        long started = System.nanoTime();
        if (slot.due().isFirst() && slot.due().event() != null) {
            metrics.firstAttemptAfter(Duration.between(slot.due().event().createdAt(), at));
        }
        post(slot.due(), body.get(), at).onComplete(done -> {
            var answer = done.succeeded()
                    ? done.result()
                    : new Answer.OwnFault(
                            "the attempt broke: " + done.cause().getClass().getSimpleName());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            if (!abandoned) {
                ended(slot, lanes, due, new Made(at, millis, answer, body.get().traceparent()));
            }
        });
    }

    private Future<Answer> post(Due due, Body body, Instant at) {
        try {
            return Target.parse(due.receiver().url()) instanceof Target target
                    ? sender.post(target, SignedHeaders.of(due, body, at), Buffer.buffer(wrappedBuffer(body.bytes())))
                    : Future.succeededFuture(new Answer.NoAnswer("the URL is not allowed"));
        } catch (RuntimeException broken) {
            return Future.failedFuture(broken);
        }
    }

    private void ended(Slot slot, Lanes lanes, Consumer<Duration> due, Made made) {
        var delivery = slot.due();
        var answer = made.answer();
        DeliveryOutcome outcome = decide(delivery, answer);
        lanes.ended(slot, answer instanceof Answer.OwnFault ? null : outcome instanceof DeliveryOutcome.Delivered);
        metrics.attempted(answer, made.millis());
        AttemptLog.line(delivery, made, outcome);
        var finished = Finished.of(delivery, outcome, AttemptLog.entry(made));
        record(finished, () -> {
            if (finished.pause() != null) {
                due.accept(finished.pause());
            }
        });
    }

    private DeliveryOutcome decide(Due delivery, Answer answer) {
        int attempt = delivery.attemptsMade() + 1;
        var now = clock.instant();
        var age = Duration.between(delivery.createdAt(), now);
        return policy.decide(attempt, answer, age, now, chance(delivery.id(), attempt));
    }

    private void record(Finished finished, Runnable then) {
        records.submit(finished)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(WRITES_TRIED)
                .onTermination()
                .invoke(unfinished::decrementAndGet)
                .subscribe()
                .with(
                        written -> {
                            metrics.ended(finished);
                            then.run();
                        },
                        failure -> LOG.warnf(
                                "outcome of %s not written, it is attempted again: %s", finished.id(), failure));
    }

    // Spreads retries without randomness: another value for each attempt of each delivery.
    private static double chance(String id, int attempt) {
        return (((id.hashCode() * 31 + attempt) * 0x9e3779b9) >>> 8) / (double) (1 << 24);
    }
}
