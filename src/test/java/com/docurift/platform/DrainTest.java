package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The process ends stage by stage. */
class DrainTest {
    private final List<String> done = new ArrayList<>();
    private final Drain drain =
            new Drain(new Loops(new TimersByHand().vertx(), Clock.systemUTC(), new SimpleMeterRegistry()));

    @Test
    void aStepThatFailsAtOnceKeepsNeitherItsNeighboursNorLaterStagesFromBeingDone() {
        drain.at(Drain.Stage.FLUSH_RELAY, () -> done("relay"));
        drain.at(Drain.Stage.STOP_CLAIMING, () -> {
            throw new IllegalStateException("the pool is closed");
        });
        drain.at(Drain.Stage.STOP_CLAIMING, () -> done("claims"));

        drain.atLast(new ShutdownEvent());

        assertThat(done).containsExactly("claims", "relay");
    }

    private CompletableFuture<Void> done(String step) {
        done.add(step);
        return CompletableFuture.completedFuture(null);
    }
}
