package com.docurift.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a list stands.
 *
 * @param page from 1
 * @param limit rows in a page, 1 to 100
 * @param total rows in all pages, at most {@link #LARGEST_TOTAL}
 * @param totalIsExact false when there are more rows than that; otherwise absent
 * @param totalPages pages of {@code total}, at least 0
 * @param hasNext whether there are rows after this page
 * @param nextCursor where the next page begins; there exactly when {@code hasNext}
 */
public record Pagination(
        int page,
        int limit,
        long total,
        @Nullable Boolean totalIsExact,
        long totalPages,
        boolean hasNext,
        @Nullable String nextCursor) {
    /** Rows of longer lists are not counted to the end. */
    public static final int LARGEST_TOTAL = 10_000;

    /**
     * Tells of a page within rows that were counted up to {@link #LARGEST_TOTAL} + 1 at least.
     *
     * @param counted how many rows there are
     */
    static Pagination of(int page, int limit, long counted, boolean hasNext, @Nullable String nextCursor) {
        long total = Math.min(counted, LARGEST_TOTAL);
        return new Pagination(
                page, limit, total, counted > total ? false : null, (total + limit - 1) / limit, hasNext, nextCursor);
    }
}
