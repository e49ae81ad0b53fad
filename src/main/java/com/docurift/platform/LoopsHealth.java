package com.docurift.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows each background loop's last success in readiness. It is information and never takes the process out of service: while
 * Kafka is away, submits and polls go on.
 */
@Readiness
@ApplicationScoped
class LoopsHealth implements HealthCheck {
    private final Loops loops;

    @Inject
    LoopsHealth(Loops loops) {
        this.loops = loops;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("background loops: last success");
        for (Loop loop : loops.all()) {
            var last = loop.lastSuccess();
            answer.withData(loop.name(), last == null ? "none yet" : Time.millis(last));
        }
        return answer.up().build();
    }
}
