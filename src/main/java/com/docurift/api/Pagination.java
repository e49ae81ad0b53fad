package com.docurift.api;

import org.jspecify.annotations.Nullable;

/**
 * Where a list stands.
 *
 * @param page from 1
 * @param limit rows in a page, 1 to 100
 * @param total rows in all pages
 * @param totalPages at least 0
 * @param hasNext whether there are rows after this page
 * @param nextCursor where the next page begins; there exactly when {@code hasNext}
 */
public record Pagination(
        int page,
        int limit,
        long total,
        long totalPages,
        boolean hasNext,
        @Nullable String nextCursor) {}
