package com.docurift.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.persistence.EventRows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever comes live in whatever order, twice or not at all, and however slowly rows are read: what is sent is each next event once. */
class JobFeedTest {
    private static final String JOB = "job_1";

    @Property(tries = 500)
    void theStreamIsEveryEventAfterTheGivenOneInOrderAndThenEnds(
            @ForAll @IntRange(min = 1, max = 12) int events,
            @ForAll @IntRange(max = 11) int after,
            @ForAll @Size(max = 60) List<@IntRange(max = 99) Integer> steps) {
        int from = after % events;
        var stream = new Stream(events, from);

        steps.forEach(stream::step);
        stream.settle();

        stream.subscriber.assertCompleted();
        assertThat(stream.sequences())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(from + 1, events).boxed().toList());
    }

    @Test
    void aStreamThatBeginsBehindTheEndClosesWhenTheEndComes() {
        var stream = new Stream(3, 3);
        stream.settle();
        stream.subscriber.assertCompleted();
        assertThat(stream.sequences()).isEmpty();
    }

    /** A feed over a log whose rows are read slowly, and what has happened around it. */
    private static final class Stream {
        private final int events;
        private final SlowLog log = new SlowLog();
        private final AssertSubscriber<Event> subscriber = AssertSubscriber.create(0);
        private @Nullable JobFeed feed;

        Stream(int events, int after) {
            this.events = events;
            Multi.createFrom()
                    .<Event>emitter(
                            emitter -> {
                                feed = new JobFeed(JOB, after, log, emitter);
                                feed.start();
                            },
                            BackPressureStrategy.ERROR)
                    .subscribe()
                    .withSubscriber(subscriber);
        }

        void step(int choice) {
            int detail = choice / 5;
            switch (choice % 5) {
                case 0 -> commit();
                case 1 -> subscriber.request(1 + detail % 4);
                case 2 -> log.answerOne();
                case 3 -> live(1 + detail % events);
                default -> feed.mayHaveMissed();
            }
        }

        /** Everything commits, is published and is read; the tap has seen at least the end. */
        void settle() {
            for (int round = 0; round <= events; round++) {
                commit();
            }
            subscriber.request(Long.MAX_VALUE);
            live(events);
            for (int round = 0; round < 2 * events + 60; round++) {
                log.answerOne();
            }
        }

        List<Integer> sequences() {
            return subscriber.getItems().stream().map(Event::sequence).toList();
        }

        private void commit() {
            if (log.committed < events) {
                log.last = log.committed + 1 == events;
                log.committed++;
            }
        }

        private void live(int sequence) {
            if (sequence <= log.committed) {
                feed.happened(event(sequence, sequence == events));
            }
        }
    }

    private static final class SlowLog extends EventLog {
        private final Deque<Runnable> reads = new ArrayDeque<>();
        private int committed;
        private boolean last;

        SlowLog() {
            super(Pool.newInstance(null), new EventRows());
        }

        @Override
        public Uni<List<Event>> after(String jobId, int sequence, int limit) {
            return Uni.createFrom().emitter(emitter -> reads.add(() -> answer(emitter, sequence, limit)));
        }

        void answerOne() {
            var read = reads.poll();
            if (read != null) {
                read.run();
            }
        }

        private void answer(UniEmitter<? super List<Event>> emitter, int sequence, int limit) {
            emitter.complete(IntStream.rangeClosed(sequence + 1, committed)
                    .limit(limit)
                    .mapToObj(number -> event(number, last && number == committed))
                    .toList());
        }
    }

    private static Event event(int sequence, boolean last) {
        return new Event(
                "evt_" + sequence,
                JOB,
                sequence,
                "org_1",
                last ? EventType.COMPLETED : EventType.PROGRESS,
                Instant.EPOCH,
                "{}",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
}
