package com.docurift.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a list holds, and in which order.
 *
 * @param status of their newest job
 * @param documentType wire name
 * @param from the earliest moment at which they were handed in
 * @param before what was handed in then or later is not in the list
 * @param search part of the file name, in any case, or the whole id
 * @param ascending whether it begins with the smallest value; of equal ones with the document that was handed in first
 */
public record DocumentQuery(
        String organizationId,
        @Nullable JobStatus status,
        @Nullable String documentType,
        @Nullable Instant from,
        @Nullable Instant before,
        @Nullable String search,
        Sort sort,
        boolean ascending) {
    /** What a list is ordered by. A document without the value counts as the smallest. */
    public enum Sort {
        CREATED_AT("createdAt"),
        PROCESSED_AT("processedAt"),
        FILE_NAME("fileName"),
        CONFIDENCE("confidence");

        private final String wireName;

        Sort(String wireName) {
            this.wireName = wireName;
        }

        /** The name in queries. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * A place in a list: directly behind a document.
     *
     * @param key its value of what the list is sorted by; of no meaning in a list by creation
     */
    public record Position(Object key, String id) {}
}
