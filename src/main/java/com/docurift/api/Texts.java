package com.docurift.api;

import org.jspecify.annotations.Nullable;

/** Checks texts that clients send. */
public final class Texts {
    private Texts() {}

    /**
     * A text that must be there.
     *
     * @param longest characters, at most
     * @throws ApiException that names the field, when it is missing, blank, too long or holds NUL, which PostgreSQL cannot store
     */
    public static String required(String field, @Nullable String value, int longest) {
        if (value == null || value.isBlank()) {
            throw ApiException.invalid(field, field + " is required");
        }
        return sound(field, value, longest);
    }

    /** A text that may be missing, with the same limits. */
    public static @Nullable String optional(String field, @Nullable String value, int longest) {
        return value == null ? null : sound(field, value, longest);
    }

    private static String sound(String field, String value, int longest) {
        if (value.codePointCount(0, value.length()) > longest) {
            throw ApiException.invalid(field, field + " may have at most " + longest + " characters");
        }
        if (value.indexOf('\0') >= 0) {
            throw ApiException.invalid(field, field + " must not hold NUL");
        }
        return value;
    }
}
