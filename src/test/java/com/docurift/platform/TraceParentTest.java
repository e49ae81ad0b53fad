package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLERS = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final String NEW = "00-[0-9a-f]{32}-[0-9a-f]{16}-01";

    @Test
    void aCallersValidValueIsKept() {
        assertThat(TraceParent.from(CALLERS)).isEqualTo(CALLERS);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void anythingElseStartsANewTrace(String header) {
        assertThat(TraceParent.from(header)).matches(NEW).isNotEqualTo(header);
    }

    @Test
    void twoStartsAreTwoTraces() {
        assertThat(TraceParent.start()).matches(NEW).isNotEqualTo(TraceParent.start());
    }

    @Test
    void theNextStepKeepsTraceAndFlagsAndHasAParentOfItsOwn() {
        assertThat(TraceParent.next(CALLERS))
                .matches("00-" + TRACE + "-[0-9a-f]{16}-00")
                .isNotEqualTo(CALLERS);
    }
}
