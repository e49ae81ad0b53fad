package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class FailedStartTest {

    @Test
    void passesOnTheSentenceOfAStartFailureFromAnyDepth() {
        var failure = new RuntimeException(new IllegalStateException(new StartFailure("Port 1 is taken.")));

        assertThat(FailedStart.sentence(failure)).contains("Port 1 is taken.");
    }

    @Test
    void namesTheSettingAndTheValueThatCannotBeConverted() {
        var failure = new IllegalArgumentException(
                "SRCFG00039: The config property docurift.processing.lease with the config value \"abc\" threw an"
                        + " Exception whilst being converted java.time.format.DateTimeParseException: Text cannot be"
                        + " parsed to a Duration");

        assertThat(FailedStart.sentence(failure))
                .contains("DOCURIFT_PROCESSING_LEASE is abc, which is not a value that it can have"
                        + " (Text cannot be parsed to a Duration).");
    }

    @Test
    void showsTheAllowedValuesOfAnEnumeration() {
        var failure = new IllegalArgumentException(
                "SRCFG00039: The config property docurift.roles with the config value \"nonsense\" threw an Exception"
                        + " whilst being converted SRCFG00049: Cannot convert nonsense to enum class"
                        + " com.docurift.platform.Role, allowed values: relay,api,processor,dispatcher");

        assertThat(FailedStart.sentence(failure))
                .contains(
                        "DOCURIFT_ROLES is nonsense, which is not a value that it can have (Cannot convert nonsense to"
                                + " Role, allowed values: relay,api,processor,dispatcher).");
    }

    @Test
    void namesASettingThatHasNoValue() {
        var failure = new NoSuchElementException(
                "SRCFG00014: The config property docurift.data-dir is required but it could not be found");

        assertThat(FailedStart.sentence(failure)).contains("DOCURIFT_DATA_DIR has no value, but needs one.");
    }

    @Test
    void pointsToTheSettingsOfPostgresWhenItDoesNotAnswer() {
        var failure = new RuntimeException(new ConnectException("Connection refused"));

        assertThat(FailedStart.sentence(failure))
                .contains("PostgreSQL cannot be used (Connection refused): see DOCURIFT_POSTGRES_URL,"
                        + " DOCURIFT_POSTGRES_USER and DOCURIFT_POSTGRES_PASSWORD.");
    }

    @Test
    void hasNoSentenceForABug() {
        assertThat(FailedStart.sentence(new NullPointerException("x"))).isEmpty();
    }
}
