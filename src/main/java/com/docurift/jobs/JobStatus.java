package com.docurift.jobs;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The four states of a job and the moves between them. Nothing leaves a terminal state, nothing returns to pending. */
public enum JobStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED;

    /** The states that may follow this one. A further attempt stays in {@link #PROCESSING}. */
    public Set<JobStatus> next() {
        return switch (this) {
            case PENDING -> EnumSet.of(PROCESSING, FAILED); // failed: cancelled or expired before it started
            case PROCESSING -> EnumSet.of(COMPLETED, FAILED);
            case COMPLETED, FAILED -> EnumSet.noneOf(JobStatus.class);
        };
    }

    /** Whether the job's story has ended. */
    public boolean isTerminal() {
        return next().isEmpty();
    }

    /** The name on the wire and in the database, in lower case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of that name, or none; names are case-sensitive. */
    public static Optional<JobStatus> of(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
