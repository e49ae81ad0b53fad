package com.docurift.webhooks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.EventType;
import com.docurift.webhooks.JobResults;
import com.docurift.webhooks.delivery.Lanes.Slot;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int PER_LANE = 4;
    private static final int ALL = 1000;

    private final List<Slot> started = new ArrayList<>();

    @Test
    void anAttemptThatCannotBeginStopsNoOther() {
        var lanes = new Lanes(PER_LANE, ALL, slot -> {
            if (slot.due().id().equals("bad")) {
                throw new IllegalStateException("the test wants it so");
            }
            started.add(slot);
        });

        lanes.admit(due("bad", "a"));
        lanes.admit(due("good", "a"));

        assertThat(started).extracting(slot -> slot.due().id()).containsExactly("good");
        assertThat(lanes.running()).isEqualTo(1);
    }

    @Test
    void bodiesInFlightTakeABoundedPartOfTheMemory() {
        var lanes = new Lanes(PER_LANE, ALL, started::add);
        int most = (64 << 20) / JobResults.LARGEST_INLINE;
        for (int i = 0; i < 2 * most; i++) {
            lanes.admit(due("dlv_" + i, "lane " + i));
        }
        assertThat(started).hasSize(most);

        lanes.weighs(started.get(0), JobResults.LARGEST_INLINE);
        assertThat(started).hasSize(most);
        lanes.weighs(started.get(1), 2_000);
        lanes.weighs(started.get(2), 2_000);
        assertThat(started).hasSize(most + 1);
        lanes.ended(started.get(0), true);
        assertThat(started).hasSize(most + 2);
    }

    @Test
    void aLaneThatIsRefusedInAnOverloadIsNotRemembered() {
        var lanes = new Lanes(PER_LANE, 1, started::add);
        for (int i = 0; i < 4; i++) {
            assertThat(lanes.reserve("kept " + i)).isTrue();
        }

        assertThat(lanes.reserve("refused")).isFalse();

        assertThat(lanes.rooms()).doesNotContainKey("refused").containsKey("kept 0");
    }

    @Test
    void whatWaitsInMemoryWhenTheProcessEndsIsHandedOutOnce() {
        var lanes = new Lanes(1, ALL, started::add);
        lanes.admit(due("first", "a"));
        lanes.admit(due("second", "a"));

        lanes.close();
        lanes.admit(due("late", "b"));

        assertThat(started).extracting(slot -> slot.due().id()).containsExactly("first");
        assertThat(lanes.takeLeft()).extracting(Due::id).containsExactly("second", "late");
        assertThat(lanes.takeLeft()).isEmpty();
    }

    private static Due due(String id, String lane) {
        return new Due(
                id,
                new Receiver(lane, null, "https://8.8.8.8/", "secret"),
                "evt_a",
                "job_a",
                1,
                EventType.COMPLETED,
                0,
                Instant.EPOCH,
                null,
                OffsetDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC),
                Long.MAX_VALUE);
    }
}
