package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartSettingsTest {

    @Test
    void embedsBothServersUnlessOutsideOnesAreNamed() {
        assertThat(with(Map.of()).embedded()).isEqualTo("postgres,kafka");
        assertThat(with(Map.of("docurift.postgres.url", "postgresql://db/d")).embedded())
                .isEqualTo("kafka");
        assertThat(with(Map.of("kafka.bootstrap.servers", "k:9092")).embedded()).isEqualTo("postgres");
        assertThat(with(Map.of("docurift.postgres.url", "postgresql://db/d", "kafka.bootstrap.servers", "k:9092"))
                        .embedded())
                .isEmpty();
    }

    @Test
    void takesABlankSettingAsAbsent() {
        assertThat(with(Map.of("docurift.postgres.url", "  ")).embedsPostgres()).isTrue();
    }

    @Test
    void leadsBothDriversToTheOutsidePostgres() {
        var settings = with(Map.of(
                "docurift.postgres.url", "postgresql://db:5433/jobs",
                "docurift.postgres.user", "u",
                "docurift.postgres.password", "p"));

        assertThat(settings.outsidePostgres())
                .isEqualTo(Map.of(
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5433/jobs",
                        "quarkus.datasource.reactive.url", "postgresql://db:5433/jobs",
                        "quarkus.datasource.username", "u",
                        "quarkus.datasource.password", "p"));
    }

    @Test
    void refusesAnAddressOfPostgresWithAUserInIt() {
        assertThatThrownBy(() -> with(Map.of("docurift.postgres.url", "postgresql://u:p@db/jobs"))
                        .outsidePostgres())
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("DOCURIFT_POSTGRES_URL must look like postgresql://host:port/database");
    }

    @Test
    void namesAPortThatIsNoNumber() {
        assertThatThrownBy(() ->
                        with(Map.of("docurift.embedded.kafka-port", "nine")).kafkaPort())
                .isInstanceOf(StartFailure.class)
                .hasMessage("DOCURIFT_EMBEDDED_KAFKA_PORT is nine, but must be a number.");
    }

    @Test
    void refusesAReplicationFactorThatNoClusterCanHave() {
        for (String factor : new String[] {"0", "-1", "70000"}) {
            assertThatThrownBy(() -> with(Map.of("docurift.kafka.replication-factor", factor))
                            .replicationFactor())
                    .isInstanceOf(StartFailure.class)
                    .hasMessageStartingWith("DOCURIFT_KAFKA_REPLICATION_FACTOR is " + factor);
        }
    }

    @Test
    void passesEverySettingOfKafkaOn() {
        var settings =
                with(Map.of("kafka.bootstrap.servers", "k:9092", "kafka.security.protocol", "SSL", "other", "x"));

        assertThat(settings.kafkaClient()).isEqualTo(Map.of("bootstrap.servers", "k:9092", "security.protocol", "SSL"));
    }

    private static StartSettings with(Map<String, String> values) {
        return new StartSettings(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }
}
