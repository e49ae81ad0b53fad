package com.docurift.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void nothingIsHeldAheadBeforeItIsKnownHowLongDocumentsTake() {
        assertThat(new Pace(4).capacity()).isEqualTo(4);
    }

    @Test
    void quickDocumentsAreHeldAheadForATwentiethOfASecond() {
        assertThat(after(4, Duration.ofMillis(10))).isBetween(19, 20);
        assertThat(after(2, Duration.ofNanos(1))).isEqualTo(2 + 64);
    }

    @Test
    void longDocumentsAreClaimedOneForEachSlot() {
        assertThat(after(4, Duration.ofSeconds(20))).isEqualTo(4);
    }

    private static int after(int slots, Duration each) {
        var pace = new Pace(slots);
        for (int document = 0; document < 200; document++) {
            pace.took(each);
        }
        return pace.capacity();
    }
}
