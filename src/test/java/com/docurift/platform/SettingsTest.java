package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A setting that cannot work ends the start with a sentence. */
class SettingsTest {
    @Test
    void theSentenceNamesTheSettingItsValueAndTheLeastOne() {
        Settings.atLeast(1, 1, "DOCURIFT_RELAY_BATCH");
        assertThatThrownBy(() -> Settings.atLeast(1, 0, "DOCURIFT_RELAY_BATCH"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("DOCURIFT_RELAY_BATCH is 0, but must be at least 1.");

        Settings.atLeast(Duration.ofMinutes(10), Duration.ofMinutes(10), "DOCURIFT_DOCUMENTS_ORPHAN_AGE");
        assertThatThrownBy(() -> Settings.atLeast(
                        Duration.ofMinutes(10), Duration.ofMillis(500), "DOCURIFT_DOCUMENTS_ORPHAN_AGE"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("DOCURIFT_DOCUMENTS_ORPHAN_AGE is 0.5S, but must be at least 10M.");
    }
}
