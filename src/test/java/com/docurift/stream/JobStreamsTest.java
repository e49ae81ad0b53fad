package com.docurift.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.events.persistence.EventRows;
import com.docurift.platform.Ids;
import com.docurift.platform.embedded.OwnDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JobStreamsTest {
    private static OwnDatabase database;
    private final EventLog log = new EventLog(database.pool, new EventRows());
    private final LiveEvents live = new LiveEvents();
    private final JobStreams streams = new JobStreams(live, log, new SimpleMeterRegistry(), database.vertx);
    private final Ids ids = new Ids(Clock.systemUTC());

    @BeforeAll
    static void start() {
        database = new OwnDatabase();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void aStreamThatIsOverIsForgotten() {
        var told = new AtomicInteger();
        var gone = streams.closing().subscribe().with(none -> told.incrementAndGet());
        streams.closing().subscribe().with(none -> told.incrementAndGet());
        assertThat(streams.watchers()).isEqualTo(2);

        gone.cancel();
        assertThat(streams.watchers()).isEqualTo(1);

        streams.close();
        assertThat(told).hasValue(1);
        assertThat(streams.watchers()).isZero();
        streams.closing().subscribe().with(none -> told.incrementAndGet());
        assertThat(told).hasValue(2);
        assertThat(streams.watchers()).isZero();
    }

    @Test
    void anOpenStreamFindsInTheRowsWhatTheTapLost() {
        String job = ids.next("job");
        var subscriber = AssertSubscriber.<Event>create(10);
        streams.after(job, 0).subscribe().withSubscriber(subscriber);
        assertThat(live.listensTo(job)).isTrue();

        OwnDatabase.await(log.append(database.pool, List.of(completed(job)))); // and nobody tells the stream

        await().atMost(Duration.ofSeconds(20)).untilAsserted(subscriber::assertCompleted);
        assertThat(subscriber.getItems()).hasSize(1);
        assertThat(live.listensTo(job)).isFalse();
        assertThat(live.listensTo(null)).isFalse();
    }

    private Event completed(String job) {
        return new Event(
                ids.next("evt"),
                job,
                1,
                "org_a",
                EventType.COMPLETED,
                Instant.EPOCH,
                "{}",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }
}
