package com.docurift.jobs;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs a list holds, and in which order.
 *
 * @param documentType wire name
 * @param metadata top-level keys of the submitter's metadata and the texts that they must have
 * @param from the earliest moment of creation
 * @param before what was created then or later is not in the list
 * @param ascending whether it begins with the smallest value; of equal ones with the job that was created first
 */
public record JobQuery(
        String organizationId,
        @Nullable JobStatus status,
        @Nullable String documentType,
        @Nullable String batchId,
        Map<String, String> metadata,
        @Nullable Instant from,
        @Nullable Instant before,
        Sort sort,
        boolean ascending) {
    /** What a list is ordered by, in the whole seconds that it shows; equal values in the order of creation. */
    public enum Sort {
        CREATED_AT,
        UPDATED_AT
    }

    /** The same list without its filters by metadata. */
    public JobQuery withoutMetadata() {
        return new JobQuery(organizationId, status, documentType, batchId, Map.of(), from, before, sort, ascending);
    }

    /**
     * A place in a list: directly behind a job.
     *
     * @param second of the job's update, in seconds since 1970; of no meaning in a list by creation
     * @param id the job's id
     */
    public record Position(long second, String id) {}
}
