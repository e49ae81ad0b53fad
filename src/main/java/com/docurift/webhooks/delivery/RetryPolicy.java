package com.docurift.webhooks.delivery;

import com.docurift.webhooks.delivery.DeliveryOutcome.Delivered;
import com.docurift.webhooks.delivery.DeliveryOutcome.GiveUp;
import com.docurift.webhooks.delivery.DeliveryOutcome.Postponed;
import com.docurift.webhooks.delivery.DeliveryOutcome.Reason;
import com.docurift.webhooks.delivery.DeliveryOutcome.TryAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Decides after each attempt. A pure function: time and chance come in from outside. */
public final class RetryPolicy {
    private static final Duration AFTER_OWN_FAULT = Duration.ofSeconds(5);
    private static final double LARGEST_JITTER = 0.1;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final List<Duration> schedule;
    private final Duration longest;
    private final Duration whole;

    /** @param schedule the waits after the first, second … failed attempt */
    public RetryPolicy(List<Duration> schedule) {
        this.schedule = List.copyOf(schedule);
        this.longest = schedule.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        this.whole = schedule.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * What follows from an attempt.
     *
     * @param attempt 1 for the first one
     * @param age time since the delivery was made
     * @param now the end of the attempt
     * @param chance between 0 (inclusive) and 1, for the jitter
     */
    public DeliveryOutcome decide(int attempt, Answer answer, Duration age, Instant now, double chance) {
        if (answer instanceof Answer.OwnFault && age.compareTo(whole) <= 0) {
            return new Postponed(AFTER_OWN_FAULT);
        }
        if (answer instanceof Answer.Responded responded) {
            if (responded.status() / 100 == 2) {
                return new Delivered();
            }
            if (responded.status() == GONE) {
                return new GiveUp(Reason.GONE);
            }
        }
        return attempt > schedule.size()
                ? new GiveUp(Reason.EXHAUSTED)
                : new TryAgain(jittered(wait(schedule.get(attempt - 1), answer, now), chance));
    }

    // The later of the schedule and the receiver's hint, which cannot hold us longer than the longest step.
    private Duration wait(Duration step, Answer answer, Instant now) {
        if (!(answer instanceof Answer.Responded responded)
                || (responded.status() != TOO_MANY_REQUESTS && responded.status() != UNAVAILABLE)) {
            return step;
        }
        var hint = RetryAfter.read(responded.retryAfter(), now).orElse(Duration.ZERO);
        var bounded = hint.compareTo(longest) > 0 ? longest : hint;
        return bounded.compareTo(step) > 0 ? bounded : step;
    }

    private static Duration jittered(Duration wait, double chance) {
        return wait.plusMillis((long) (wait.toMillis() * LARGEST_JITTER * chance));
    }
}
