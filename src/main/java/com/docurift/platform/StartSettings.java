package com.docurift.platform;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that are needed before Quarkus starts, read from the same sources that Quarkus reads. */
final class StartSettings {

    private static final String POSTGRES_URL = "docurift.postgres.url";
    private static final String KAFKA_SERVERS = "kafka.bootstrap.servers";

    private final SmallRyeConfig config;

    StartSettings(SmallRyeConfig config) {
        this.config = config;
    }

    static StartSettings read() {
        return new StartSettings(ConfigUtils.configBuilder().build());
    }

    Path dataDirectory() {
        return Path.of(text("docurift.data-dir").orElse("data"));
    }

    Optional<Path> binariesDirectory() {
        return text("docurift.embedded.binaries-dir").map(Path::of);
    }

    boolean embedsPostgres() {
        return text(POSTGRES_URL).isEmpty();
    }

    boolean embedsKafka() {
        return text(KAFKA_SERVERS).isEmpty();
    }

    /** The names of the servers that are embedded, with a comma between. */
    String embedded() {
        return Stream.of(embedsPostgres() ? "postgres" : "", embedsKafka() ? "kafka" : "")
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(","));
    }

    int postgresPort() {
        return number("docurift.embedded.postgres-port", 15432);
    }

    int kafkaPort() {
        return number("docurift.embedded.kafka-port", 9092);
    }

    String httpHost() {
        return text("quarkus.http.host").orElse("0.0.0.0");
    }

    /** 0 for any free port. */
    int httpPort() {
        return number("quarkus.http.port", 8080);
    }

    Optional<Short> replicationFactor() {
        return text("docurift.kafka.replication-factor").map(given -> {
            int factor = number("docurift.kafka.replication-factor", 0);
            Settings.require(
                    factor >= 1 && factor <= Short.MAX_VALUE,
                    "DOCURIFT_KAFKA_REPLICATION_FACTOR is %d, but must be from 1 to the number of brokers."
                            .formatted(factor));
            return (short) factor;
        });
    }

    /** The Quarkus settings that lead to the outside PostgreSQL; empty when the embedded one is used. */
    Map<String, String> outsidePostgres() {
        if (embedsPostgres()) {
            return Map.of();
        }
        String url = text(POSTGRES_URL).orElseThrow();
        if (!url.matches("postgres(ql)?://[^/@\\s]+/[^/\\s]+")) {
            throw new StartFailure(
                    "DOCURIFT_POSTGRES_URL must look like postgresql://host:port/database, with user and password in"
                            + " DOCURIFT_POSTGRES_USER and DOCURIFT_POSTGRES_PASSWORD.");
        }
        String server = url.substring(url.indexOf("://"));
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql" + server);
        settings.put("quarkus.datasource.reactive.url", "postgresql" + server);
        text("docurift.postgres.user").ifPresent(user -> settings.put("quarkus.datasource.username", user));
        text("docurift.postgres.password").ifPresent(word -> settings.put("quarkus.datasource.password", word));
        return settings;
    }

    /** What a Kafka client needs to reach the outside brokers: every {@code kafka.*} setting, {@code KAFKA_*} in the environment. */
    Map<String, Object> kafkaClient() {
        Map<String, Object> settings = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("kafka.") || lower.startsWith("kafka_")) {
                String key = lower.substring("kafka.".length()).replaceAll("[^a-z0-9.]", ".");
                text(name).ifPresent(value -> settings.put(key, value));
            }
        }
        return settings;
    }

    private Optional<String> text(String name) {
        return config.getOptionalValue(name, String.class).map(String::strip).filter(value -> !value.isEmpty());
    }

    private int number(String name, int absent) {
        Optional<String> given = text(name);
        try {
            return given.map(Integer::parseInt).orElse(absent);
        } catch (NumberFormatException e) {
            String setting = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
            throw new StartFailure("%s is %s, but must be a number.".formatted(setting, given.orElse("")), e);
        }
    }
}
