package com.docurift.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a client wants.
 *
 * @param page from 1; of no meaning beside a cursor
 * @param limit rows, 1 to 100
 * @param after the place after which the page begins, from a cursor: an id, or the text of a {@link ListCursor}; absent when the client
 *     counts pages
 */
public record PageRequest(int page, int limit, @Nullable String after) {
    private static final int DEFAULT_LIMIT = 20;
    private static final int LARGEST_LIMIT = 100;
    private static final int LARGEST_PAGE = 1_000_000;
    private static final Pattern ID = Pattern.compile("(?:[0-9]{1,9}~.*:)?[a-z]{2,4}_[0-9a-z]{1,40}", Pattern.DOTALL);

    /** One page of rows and what is known about the rest. */
    public record Page<T>(List<T> rows, Pagination pagination) {}

    /**
     * Reads {@code page}, {@code limit} and {@code cursor} of a query.
     *
     * @throws ApiException that names the one that is wrong
     */
    public static PageRequest of(HttpServerRequest request) {
        return of(request.params());
    }

    static PageRequest of(MultiMap query) {
        String cursor = query.get("cursor");
        return new PageRequest(
                number(query, "page", 1, LARGEST_PAGE),
                number(query, "limit", DEFAULT_LIMIT, LARGEST_LIMIT),
                cursor == null || cursor.isEmpty() ? null : idOf(cursor));
    }

    /** Rows before the page, when pages are counted. */
    public long offset() {
        return after == null ? (page - 1L) * limit : 0;
    }

    /** Rows to read: one more than the page holds tells whether there is a next one. */
    public int rowsToRead() {
        return limit + 1;
    }

    /**
     * Makes the page of the rows that were read, which may be one more than fit.
     *
     * @param counted rows in the whole list, counted up to {@link Pagination#LARGEST_TOTAL} + 1 at least
     * @param id of a row, or the text of its {@link ListCursor}
     */
    public <T> Page<T> page(List<T> read, long counted, Function<T, String> id) {
        boolean hasNext = read.size() > limit;
        var rows = hasNext ? read.subList(0, limit) : read;
        String next = hasNext ? cursorOf(id.apply(rows.get(limit - 1))) : null;
        return new Page<>(rows, Pagination.of(page, limit, counted, hasNext, next));
    }

    /** Cuts the page out of a whole list that is short enough to be read at once; it must be in the upward order of ids. */
    public <T> Page<T> cut(List<T> all, Function<T, String> id) {
        var rest = after == null
                ? all.stream().skip(offset())
                : all.stream().filter(row -> id.apply(row).compareTo(after) > 0);
        return page(rest.limit(rowsToRead()).toList(), all.size(), id);
    }

    private static String cursorOf(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8));
    }

    private static String idOf(String cursor) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            if (ID.matcher(id).matches()) {
                return id;
            }
        } catch (IllegalArgumentException notBase64) {
            // the same refusal as for any other text that is not one of our cursors
        }
        throw ApiException.invalid("cursor", "cursor must be the nextCursor of an earlier page");
    }

    private static int number(MultiMap query, String field, int otherwise, int largest) {
        String text = query.get(field);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,7}")) {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= largest) {
                return value;
            }
        }
        throw ApiException.invalid(field, field + " must be a whole number from 1 to " + largest);
    }
}
