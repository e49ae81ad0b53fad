package com.docurift.stream;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.platform.Drain;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Streams of one job's events, and the wait for its end. */
@ApplicationScoped
public class JobStreams {
    private static final Duration LAST_WORDS = Duration.ofMillis(300);
    /** How often an open stream looks into the rows, in case that the tap lost records unseen. */
    private static final Duration NET = Duration.ofSeconds(15);

    private final LiveEvents live;
    private final EventLog log;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger waits = new AtomicInteger();
    private final Vertx vertx;
    private final Set<UniEmitter<? super Void>> toldOfTheEnd = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    @Inject
    public JobStreams(LiveEvents live, EventLog log, MeterRegistry metrics, Vertx vertx) {
        this.live = live;
        this.log = log;
        this.vertx = vertx;
        Gauge.builder("docurift.streams.open", open, AtomicInteger::get)
                .description("Event streams that are open in this process")
                .register(metrics);
        Gauge.builder("docurift.waits.open", waits, AtomicInteger::get)
                .description("Long polls that wait for the end of a job in this process")
                .register(metrics);
    }

    void start(@Observes StartupEvent event, Drain drain) {
        drain.at(Drain.Stage.END_STREAMS, () -> {
            close();
            return CompletableFuture.runAsync(
                    () -> {}, CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
        });
    }

    /**
     * Every event of a job after a sequence, from the rows and then live, without gap or duplicate; it ends after the terminal event. A
     * reader that falls behind is served from the rows, so nothing is buffered for it.
     */
    public Multi<Event> after(String jobId, int sequence) {
        return Multi.createFrom()
                .<Event>emitter(
                        emitter -> {
                            open.incrementAndGet();
                            var feed = new JobFeed(jobId, sequence, log, emitter);
                            live.listen(jobId, feed);
                            long net = vertx.setPeriodic(NET.toMillis(), tick -> feed.mayHaveMissed());
                            emitter.onTermination(() -> {
                                vertx.cancelTimer(net);
                                open.decrementAndGet();
                                live.forget(jobId, feed);
                            });
                            feed.start();
                        },
                        BackPressureStrategy.ERROR);
    }

    /** Completes when the job's terminal event is published, or when events may have been missed; never fails. */
    public Uni<Void> terminal(String jobId) {
        return Uni.createFrom().emitter(emitter -> {
            var listener = new LiveEvents.Listener() {
                @Override
                public void happened(Event event) {
                    if (event.type().isTerminal()) {
                        emitter.complete(null);
                    }
                }

                @Override
                public void mayHaveMissed() {
                    emitter.complete(null);
                }
            };
            waits.incrementAndGet();
            live.listen(jobId, listener);
            emitter.onTermination(() -> {
                waits.decrementAndGet();
                live.forget(jobId, listener);
            });
        });
    }

    /** Completes when the process is about to end, so that streams say so. */
    public Uni<Void> closing() {
        return Uni.createFrom().emitter(emitter -> {
            toldOfTheEnd.add(emitter);
            emitter.onTermination(() -> toldOfTheEnd.remove(emitter));
            if (closing) {
                emitter.complete(null);
            }
        });
    }

    /** How many wait to be told of the end. */
    int watchers() {
        return toldOfTheEnd.size();
    }

    void close() {
        closing = true;
        toldOfTheEnd.forEach(emitter -> emitter.complete(null));
    }
}
