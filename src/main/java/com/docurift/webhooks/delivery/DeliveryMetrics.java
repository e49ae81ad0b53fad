package com.docurift.webhooks.delivery;

import com.docurift.webhooks.delivery.Finished.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Counts deliveries and attempts; every series is there at 0 from the start. */
@ApplicationScoped
public class DeliveryMetrics {
    private static final List<String> RESULTS = List.of("1xx", "2xx", "3xx", "4xx", "5xx", "none", "own_fault");

    private final MeterRegistry registry;
    private final Map<Status, Counter> deliveries = new EnumMap<>(Status.class);
    private final Map<String, Counter> attempts = new HashMap<>();
    private final Timer firstAttempt;
    private final Timer attemptTime;
    private final AtomicLong due = new AtomicLong();

    @Inject
    public DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Status status : List.of(Status.DELIVERED, Status.DEAD, Status.CANCELLED)) {
            deliveries.put(
                    status,
                    Counter.builder("docurift.webhooks.deliveries")
                            .description("Deliveries that ended")
                            .tag("outcome", status.wireName())
                            .register(registry));
        }
        for (String result : RESULTS) {
            attempts.put(
                    result,
                    Counter.builder("docurift.webhooks.attempts")
                            .description("Attempts by what came back")
                            .tag("result", result)
                            .register(registry));
        }
        firstAttempt = Timer.builder("docurift.webhooks.first.attempt")
                .description("From the event to the start of the first attempt")
                .register(registry);
        attemptTime = Timer.builder("docurift.webhooks.attempt.time")
                .description("Duration of an attempt")
                .register(registry);
        Gauge.builder("docurift.webhooks.due", due, AtomicLong::get)
                .description("Deliveries that are due and wait for a dispatcher, counted up to 10,000")
                .register(registry);
    }

    void running(IntSupplier running) {
        // In this form the gauge holds what it asks; the other would let it be collected and then show NaN.
        Gauge.builder("docurift.webhooks.running", running::getAsInt)
                .description("Attempts in flight")
                .register(registry);
    }

    void due(long count) {
        due.set(count);
    }

    void firstAttemptAfter(Duration latency) {
        firstAttempt.record(latency.isNegative() ? Duration.ZERO : latency);
    }

    void attempted(Answer answer, long millis) {
        count(answer);
        attemptTime.record(Duration.ofMillis(millis));
    }

    void ended(Finished finished) {
        var counter = deliveries.get(finished.status());
        if (counter != null) {
            counter.increment();
        }
    }

    private void count(Answer answer) {
        var counter = attempts.get(result(answer));
        if (counter != null) { // a status outside of 100 to 599 has no series
            counter.increment();
        }
    }

    private static String result(Answer answer) {
        if (answer instanceof Answer.Responded responded) {
            return responded.status() / 100 + "xx";
        }
        return answer instanceof Answer.OwnFault ? "own_fault" : "none";
    }
}
