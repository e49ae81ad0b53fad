package com.docurift.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.webhooks.delivery.Answer.NoAnswer;
import com.docurift.webhooks.delivery.Answer.OwnFault;
import com.docurift.webhooks.delivery.Answer.Responded;
import com.docurift.webhooks.delivery.DeliveryOutcome.Delivered;
import com.docurift.webhooks.delivery.DeliveryOutcome.GiveUp;
import com.docurift.webhooks.delivery.DeliveryOutcome.Postponed;
import com.docurift.webhooks.delivery.DeliveryOutcome.Reason;
import com.docurift.webhooks.delivery.DeliveryOutcome.TryAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-26T12:00:00Z");
    private static final List<Duration> SCHEDULE =
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(2));

    private final RetryPolicy policy = new RetryPolicy(SCHEDULE);

    @Property
    void aRetryIsNeverEarlierThanTheScheduleAndAtMostATenthLater(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 86_400) Long> seconds,
            @ForAll @IntRange(min = 1, max = 12) int attempt,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double chance) {
        var schedule = seconds.stream().map(Duration::ofSeconds).toList();

        var outcome = new RetryPolicy(schedule).decide(attempt, failed(), Duration.ZERO, NOW, chance);

        if (attempt > schedule.size()) {
            assertThat(outcome).isEqualTo(new GiveUp(Reason.EXHAUSTED));
        } else {
            var step = schedule.get(attempt - 1);
            assertThat(((TryAgain) outcome).after()).isBetween(step, step.plus(step.dividedBy(10)));
        }
    }

    @Property
    void aDeliveryThatAlwaysFailsIsAttemptedOnceMoreThanTheScheduleHasSteps(
            @ForAll @Size(max = 12) List<@LongRange(min = 1, max = 86_400) Long> seconds) {
        var always = new RetryPolicy(seconds.stream().map(Duration::ofSeconds).toList());
        int attempts = 1;
        while (always.decide(attempts, failed(), Duration.ZERO, NOW, 0) instanceof TryAgain) {
            attempts++;
        }

        assertThat(attempts).isEqualTo(seconds.size() + 1);
    }

    @Property
    void aHintDelaysUpToTheLongestStepAndNeverHastens(
            @ForAll @LongRange(max = 1_000_000) long hint, @ForAll @IntRange(min = 1, max = 3) int attempt) {
        var step = SCHEDULE.get(attempt - 1);
        var longest = Duration.ofHours(2);
        var wanted = Duration.ofSeconds(hint);

        var outcome = policy.decide(attempt, new Responded(429, Long.toString(hint), ""), Duration.ZERO, NOW, 0);

        var bounded = wanted.compareTo(longest) > 0 ? longest : wanted;
        assertThat(((TryAgain) outcome).after()).isEqualTo(bounded.compareTo(step) > 0 ? bounded : step);
    }

    @Example
    void aHintMayBeADateInAnyOfItsThreeForms() {
        for (String date : List.of(
                "Mon, 26 Jan 2026 12:30:00 GMT", "Monday, 26-Jan-26 12:30:00 GMT", "Mon Jan 26 12:30:00 2026")) {
            assertThat(after(503, date)).as(date).isEqualTo(Duration.ofMinutes(30));
        }
    }

    @Example
    void senselessHintsAreIgnored() {
        for (String hint : List.of("", "-5", "soon", "1.5", "99999999999999999999", "Mon, 26 Jan 2026 11:00:00 GMT")) {
            assertThat(after(503, hint)).as(hint).isEqualTo(Duration.ofSeconds(5));
        }
    }

    @Example
    void aHintCountsOnlyWithTheTwoStatusesThatAreBusy() {
        assertThat(after(429, "60")).isEqualTo(Duration.ofMinutes(1));
        assertThat(after(503, "60")).isEqualTo(Duration.ofMinutes(1));
        assertThat(after(500, "60")).isEqualTo(Duration.ofSeconds(5));
        assertThat(after(302, "60")).isEqualTo(Duration.ofSeconds(5));
    }

    @Example
    void everyStatusOfTheTwoHundredsIsASuccess() {
        for (int status = 200; status < 300; status++) {
            assertThat(decide(status)).isEqualTo(new Delivered());
        }
    }

    @Example
    void everythingElseButGoneIsTriedAgain() {
        for (int status :
                List.of(100, 199, 300, 301, 302, 304, 307, 308, 400, 401, 404, 409, 418, 499, 500, 503, 599)) {
            assertThat(decide(status)).as("%d", status).isEqualTo(new TryAgain(Duration.ofSeconds(5)));
        }
        assertThat(decide(410)).isEqualTo(new GiveUp(Reason.GONE));
    }

    @Example
    void ourOwnFaultUsesUpNoAttemptUntilTheScheduleIsLongOver() {
        var fault = new OwnFault("no free connection");

        assertThat(policy.decide(4, fault, Duration.ofHours(2), NOW, 0))
                .isEqualTo(new Postponed(Duration.ofSeconds(5)));
        assertThat(policy.decide(4, fault, Duration.ofHours(3), NOW, 0)).isEqualTo(new GiveUp(Reason.EXHAUSTED));
    }

    private Duration after(int status, String hint) {
        return ((TryAgain) policy.decide(1, new Responded(status, hint, ""), Duration.ZERO, NOW, 0)).after();
    }

    private DeliveryOutcome decide(int status) {
        return policy.decide(1, new Responded(status, null, ""), Duration.ZERO, NOW, 0);
    }

    private static Answer failed() {
        return new NoAnswer("connection refused");
    }
}
