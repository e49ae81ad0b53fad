package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TimersByHand timers = new TimersByHand();
    private final List<UniEmitter<? super Boolean>> steps = new ArrayList<>();
    private final MovingClock clock = new MovingClock();
    private final Loop loop = new Loop("test", PERIOD, this::step, timers.vertx(), clock);

    private Uni<Boolean> step() {
        return Uni.createFrom().emitter(steps::add);
    }

    private void succeed(boolean more) {
        steps.get(steps.size() - 1).complete(more);
        timers.runQueued();
    }

    private void fail() {
        steps.get(steps.size() - 1).fail(new IllegalStateException("no database"));
        timers.runQueued();
    }

    @BeforeEach
    void started() {
        loop.wake();
        assertThat(steps).hasSize(1);
    }

    @Test
    void aStepRunsOnceEveryPeriod() {
        succeed(false);
        assertThat(timers.delays()).containsExactly(PERIOD.toMillis());
        timers.fire();
        assertThat(steps).hasSize(2);
    }

    @Test
    void aStepThatSaysThereIsMoreRunsAgainAtOnce() {
        succeed(true);
        assertThat(steps).hasSize(2);
        assertThat(timers.delays()).isEmpty();
    }

    @Test
    void manyWakesDuringAStepMakeOneMoreStep() {
        for (int i = 0; i < 10; i++) {
            loop.wake();
        }
        assertThat(steps).hasSize(1);
        succeed(false);
        assertThat(steps).hasSize(2);
        succeed(false);
        assertThat(steps).hasSize(2);
        assertThat(timers.delays()).containsExactly(PERIOD.toMillis());
    }

    @Test
    void aWakeBetweenStepsRunsAtOnceInsteadOfTheTimer() {
        succeed(false);
        loop.wake();
        assertThat(steps).hasSize(2);
        assertThat(timers.delays()).isEmpty();
    }

    @Test
    void afterFailuresItGoesOnWithPausesThatGrowUpToThePeriod() {
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            fail();
            pauses.addAll(timers.delays());
            timers.fire();
        }
        assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
        succeed(false);
        assertThat(timers.delays()).containsExactly(PERIOD.toMillis());
    }

    @Test
    void aWakeDuringAStepThatFailsDoesNotSkipThePause() {
        loop.wake();
        fail();
        assertThat(steps).hasSize(1);
        assertThat(timers.delays()).containsExactly(200L);
    }

    @Test
    void aStepThatThrowsIsAFailureLikeAnyOther() {
        var runs = new ArrayList<Instant>();
        var throwing = new Loop(
                "throws",
                PERIOD,
                () -> {
                    runs.add(NOON);
                    throw new IllegalStateException("a bug");
                },
                timers.vertx(),
                Clock.fixed(NOON, ZoneOffset.UTC));
        throwing.wake();
        timers.fire();
        assertThat(runs).hasSize(2);
        assertThat(throwing.lastSuccess()).isNull();
    }

    @Test
    void aStepOfWhichNothingIsHeardIsGivenUpAndCountsForNothingWhenItEndsAfterAll() {
        clock.advance(PERIOD.multipliedBy(10).minusMillis(1));
        loop.giveUpWhenLate();
        assertThat(timers.delays()).isEmpty();

        clock.advance(Duration.ofMillis(1));
        loop.giveUpWhenLate();
        loop.giveUpWhenLate();
        assertThat(timers.delays()).containsExactly(200L);

        steps.get(0).complete(true);
        timers.runQueued();
        assertThat(loop.lastSuccess()).isNull();
        assertThat(steps).hasSize(1);
        timers.fire();
        succeed(false);
        assertThat(timers.delays()).containsExactly(PERIOD.toMillis());
    }

    @Test
    void theLastSuccessIsTheEndOfTheLastStepWithoutAnError() {
        assertThat(loop.lastSuccess()).isNull();
        fail();
        assertThat(loop.lastSuccess()).isNull();
        timers.fire();
        succeed(false);
        assertThat(loop.lastSuccess()).isEqualTo(clock.instant());
    }

    @Test
    void stopWaitsForTheStepThatIsRunningAndStartsNoOther() {
        var stopped = loop.stop();
        assertThat(stopped).isNotDone();
        loop.wake();
        succeed(true);
        assertThat(stopped).isCompleted();
        assertThat(steps).hasSize(1);
        assertThat(timers.delays()).isEmpty();
    }

    @Test
    void stopBetweenStepsIsDoneAtOnceAndTakesTheTimerAway() {
        succeed(false);
        assertThat(loop.stop()).isCompleted();
        assertThat(timers.delays()).isEmpty();
    }
}
