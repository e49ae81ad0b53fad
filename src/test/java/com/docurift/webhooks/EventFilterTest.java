package com.docurift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.EventType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    private static final Set<EventType> ALL_BUT_PROGRESS = EnumSet.complementOf(EnumSet.of(EventType.PROGRESS));

    @Test
    void anEmptyListAndAStarWantEverythingButProgress() {
        assertThat(wanted()).isEqualTo(ALL_BUT_PROGRESS);
        assertThat(wanted("*")).isEqualTo(ALL_BUT_PROGRESS);
    }

    @Test
    void aPrefixWantsWhatIsBelowItButProgress() {
        assertThat(wanted("document.*"))
                .containsExactlyInAnyOrder(EventType.QUEUED, EventType.STARTED, EventType.COMPLETED, EventType.FAILED);
        assertThat(wanted("document.processing.*")).isEqualTo(wanted("document.*"));
        assertThat(wanted("batch.*")).containsExactly(EventType.BATCH_COMPLETED);
    }

    @Test
    void aNameWantsItselfAndProgressMustBeNamed() {
        assertThat(wanted("document.processing.failed")).containsExactly(EventType.FAILED);
        assertThat(wanted("document.processing.progress")).containsExactly(EventType.PROGRESS);
        assertThat(wanted("*", "document.processing.progress")).isEqualTo(EnumSet.allOf(EventType.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "document.*",
                "document.processing.*",
                "batch.processing.*",
                "webhook.*",
                "webhook.test",
                "document.processing.progress"
            })
    void theseEntriesAreKnown(String entry) {
        assertThat(EventFilter.isKnown(entry)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "nonsense.*",
                "**",
                ".*",
                "doc*",
                "document*",
                "document.processing.comp*",
                "document.processing",
                "Document.*",
                "document.*.completed",
                "document.processing.completed.*"
            })
    void theseEntriesAreNot(String entry) {
        assertThat(EventFilter.isKnown(entry)).isFalse();
    }

    private static Set<EventType> wanted(String... entries) {
        return Stream.of(EventType.values())
                .filter(type -> EventFilter.matches(List.of(entries), type))
                .collect(Collectors.toSet());
    }
}
