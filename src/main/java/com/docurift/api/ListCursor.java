package com.docurift.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the cursor of a sorted list holds: the last row that was shown, and what was counted for the first page, so that further pages need
 * no counting.
 *
 * @param total rows in the whole list
 * @param key the row's value of what the list is sorted by; empty when the id alone orders
 * @param id of the row
 */
public record ListCursor(long total, String key, String id) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,9})~(.*):([a-z]{2,4}_[0-9a-z]{1,40})", Pattern.DOTALL);

    /** The text that a page's cursor carries. */
    public String text() {
        return total + "~" + key + ":" + id;
    }

    /**
     * Reads the cursor of a request.
     *
     * @return null when the client counts pages
     * @throws ApiException when it is none of a sorted list
     */
    public static @Nullable ListCursor of(PageRequest page) {
        String text = page.after();
        if (text == null) {
            return null;
        }
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw foreign();
        }
        return new ListCursor(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3));
    }

    /** The refusal of a cursor that belongs to another list or order. */
    public static ApiException foreign() {
        return ApiException.invalid("cursor", "cursor must be the nextCursor of an earlier page of the same list");
    }
}
