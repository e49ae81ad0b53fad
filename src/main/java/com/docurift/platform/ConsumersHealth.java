package com.docurift.platform;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Shows in readiness when each Kafka consumer last asked for records, so that one that died is seen. It is information and never takes
 * the process out of service.
 */
@Readiness
@ApplicationScoped
class ConsumersHealth implements HealthCheck {
    private static final String LAST_POLL = "last-poll-seconds-ago";

    private final KafkaClientService clients;

    @Inject
    ConsumersHealth(KafkaClientService clients) {
        this.clients = clients;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("Kafka consumers: seconds since the last poll");
        for (String channel : clients.getConsumerChannels()) {
            KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel);
            answer.withData(
                    channel, secondsSincePoll(consumer).map(Object::toString).orElse("none yet"));
        }
        return answer.up().build();
    }

    private static Optional<Long> secondsSincePoll(@Nullable KafkaConsumer<Object, Object> consumer) {
        return Optional.ofNullable(consumer)
                .map(KafkaConsumer::unwrap)
                .flatMap(client -> client.metrics().values().stream()
                        .filter(metric -> metric.metricName().name().equals(LAST_POLL))
                        .map(metric -> ((Number) metric.metricValue()).longValue())
                        .filter(seconds -> seconds >= 0)
                        .findFirst());
    }
}
