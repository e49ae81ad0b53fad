package com.docurift.jobs;

import static com.docurift.jobs.JobStatus.COMPLETED;
import static com.docurift.jobs.JobStatus.FAILED;
import static com.docurift.jobs.JobStatus.PENDING;
import static com.docurift.jobs.JobStatus.PROCESSING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStatusTest {
    private record Move(JobStatus from, JobStatus to) {}

    private static final Set<Move> LEGAL = Set.of(
            new Move(PENDING, PROCESSING),
            new Move(PENDING, FAILED),
            new Move(PROCESSING, COMPLETED),
            new Move(PROCESSING, FAILED));

    @ParameterizedTest
    @EnumSource
    void exactlyTheLegalMovesOfAllPairsAreOffered(JobStatus from) {
        for (JobStatus to : JobStatus.values()) {
            assertThat(from.next().contains(to)).as("%s to %s", from, to).isEqualTo(LEGAL.contains(new Move(from, to)));
        }
    }

    @Test
    void completedAndFailedAreTheEnds() {
        assertThat(JobStatus.values()).filteredOn(JobStatus::isTerminal).containsExactly(COMPLETED, FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void namesOnTheWireAreLowerCaseAndOnlyThatIsRead(JobStatus status) {
        assertThat(JobStatus.of(status.wireName())).contains(status);
        assertThat(JobStatus.of(status.name())).isEmpty();
    }
}
