package com.docurift.api.submit;

import com.docurift.api.ApiException;
import org.jspecify.annotations.Nullable;

/** The name under which a document is shown. */
final class FileName {
    private static final int LONGEST = 255;

    private FileName() {}

    /** The part after the last slash or backslash, without control characters, cut to 255 characters. */
    static String of(@Nullable String given) {
        if (given == null) {
            throw ApiException.invalid("file", "file must be a file: its part needs a file name");
        }
        var last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        var name = last.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        if (name.isBlank()) {
            throw ApiException.invalid("file", "file must have a file name");
        }
        return name;
    }
}
