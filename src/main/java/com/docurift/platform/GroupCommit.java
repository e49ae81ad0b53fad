package com.docurift.platform;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets the writes of many share one transaction: while one batch commits, the next one gathers. There is no timer, so a lone
 * write never waits; one batch is in flight at a time, which is faster than two.
 *
 * <p>A batch that PostgreSQL refuses is repeated item by item, so that one bad item fails alone. A batch whose connection was
 * lost fails as a whole: whether it was committed is unknown.
 *
 * @param <T> what is written
 * @param <R> what the writer learns of it
 */
public final class GroupCommit<T, R> {
    private record Waiting<T, R>(T item, UniEmitter<? super R> emitter) {}

    private final String name;
    private final int largest;
    private final int capacity;
    private final Function<List<T>, Uni<List<R>>> write;
    private final ConcurrentLinkedQueue<Waiting<T, R>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * @param name what is written, for the message when too much waits
     * @param largest items in one batch, at most
     * @param capacity items that may wait; one more fails with {@link Overloaded}
     * @param write writes a batch in one transaction and answers one result per item, in the same order
     */
    public GroupCommit(String name, int largest, int capacity, Function<List<T>, Uni<List<R>>> write) {
        this.name = name;
        this.largest = largest;
        this.capacity = capacity;
        this.write = write;
    }

    /** Writes the item with the next batch; completes after its commit. Nothing happens before the subscription. */
    public Uni<R> submit(T item) {
        return Uni.createFrom().emitter(emitter -> {
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                emitter.fail(new Overloaded(name));
                return;
            }
            queue.add(new Waiting<>(item, emitter));
            next();
        });
    }

    /** Items that wait for their batch, for a gauge. */
    public int depth() {
        return waiting.get();
    }

    private void next() {
        if (queue.isEmpty() || !busy.compareAndSet(false, true)) {
            return;
        }
        var batch = new ArrayList<Waiting<T, R>>();
        for (Waiting<T, R> one; batch.size() < largest && (one = queue.poll()) != null; ) {
            batch.add(one);
        }
        waiting.addAndGet(-batch.size());
        if (batch.isEmpty()) {
            done();
        } else {
            commit(batch);
        }
    }

    private void done() {
        busy.set(false);
        next();
    }

    private void commit(List<Waiting<T, R>> batch) {
        attempt(batch).subscribe().with(results -> finish(batch, results), failure -> fail(batch, failure));
    }

    private Uni<List<R>> attempt(List<Waiting<T, R>> batch) {
        return Uni.createFrom()
                .deferred(() -> write.apply(batch.stream().map(Waiting::item).toList()));
    }

    private void finish(List<Waiting<T, R>> batch, List<R> results) {
        if (results.size() != batch.size()) {
            fail(batch, new IllegalStateException(results.size() + " results of " + batch.size() + " " + name));
            return;
        }
        done(); // the next batch is on its way before the callers of this one run
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).emitter().complete(results.get(i));
        }
    }

    private void fail(List<Waiting<T, R>> batch, Throwable failure) {
        if (failure instanceof PgException && batch.size() > 1) {
            oneByOne(batch, 0);
            return;
        }
        done();
        batch.forEach(waiting -> waiting.emitter().fail(failure));
    }

    private void oneByOne(List<Waiting<T, R>> batch, int index) {
        if (index == batch.size()) {
            done();
            return;
        }
        var one = batch.get(index);
        attempt(List.of(one))
                .subscribe()
                .with(
                        results -> {
                            one.emitter().complete(results.get(0));
                            oneByOne(batch, index + 1);
                        },
                        failure -> {
                            one.emitter().fail(failure);
                            oneByOne(batch, index + 1);
                        });
    }
}
