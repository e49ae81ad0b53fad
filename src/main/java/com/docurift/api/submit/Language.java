package com.docurift.api.submit;

import com.docurift.api.ApiException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The languages that a client may name: the two-letter codes of ISO 639-1. */
final class Language {
    private static final String ENGLISH = "en";
    /** Codes that Java still lists and ISO has withdrawn: they are he, yi, id and ro now. */
    private static final Set<String> WITHDRAWN = Set.of("iw", "ji", "in", "mo");

    private static final Set<String> CODES = Set.of(Locale.getISOLanguages()).stream()
            .filter(code -> code.length() == 2 && !WITHDRAWN.contains(code))
            .collect(Collectors.toUnmodifiableSet());

    private Language() {}

    /** The code that was asked for; English when none was. */
    static String of(@Nullable String asked) {
        if (asked == null) {
            return ENGLISH;
        }
        if (!CODES.contains(asked)) {
            throw ApiException.invalid(
                    "language", "language must be an ISO 639-1 code: two lower-case letters such as en, de, fr or zh");
        }
        return asked;
    }
}
