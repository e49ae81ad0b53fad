package com.docurift.processing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts attempts by their end and measures their stages; every series exists from the start. */
@ApplicationScoped
class AttemptMetrics {
    private final Map<AttemptEnd, Counter> ends = new EnumMap<>(AttemptEnd.class);
    private final Timer waited;
    private final Timer ran;

    @Inject
    AttemptMetrics(MeterRegistry metrics) {
        for (AttemptEnd end : AttemptEnd.values()) {
            ends.put(
                    end,
                    Counter.builder("docurift.job.attempts")
                            .description("Attempts by how they ended")
                            .tag("outcome", end.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
        waited = stage(metrics, "ready", "From the claim to the start of the extraction");
        ran = stage(metrics, "extraction", "The extraction itself");
    }

    void ended(AttemptEnd end, Duration waitedFor, Duration ranFor) {
        ended(end);
        waited.record(waitedFor);
        ran.record(ranFor);
    }

    /** An attempt ended that never ran here. */
    void ended(AttemptEnd end) {
        Objects.requireNonNull(ends.get(end)).increment();
    }

    private static Timer stage(MeterRegistry metrics, String stage, String description) {
        return Timer.builder("docurift.job.stage")
                .description(description)
                .tag("stage", stage)
                .publishPercentileHistogram()
                .register(metrics);
    }
}
