package com.docurift.api.submit;

import com.docurift.api.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a submission as they came; each method judges one and answers its value or default.
 *
 * @param values the known text fields that were sent
 * @param fileName as it is shown
 */
record Form(Map<String, String> values, String fileName) {
    /** The text fields that mean something; others are ignored. */
    static final Set<String> KNOWN = Set.of(
            "documentType",
            "webhookUrl",
            "webhookSecret",
            "callbackMetadata",
            "priority",
            "language",
            "extractTables",
            "ocrFallback");

    private static final int LONGEST_URL = 2048;
    private static final int LONGEST_SECRET = 256;

    /**
     * What is asked for.
     *
     * @param metadata JSON object, if any
     * @param webhookUrl where to report the end of the job, if anywhere; whether webhooks may go there is for others to judge
     * @param webhookSecret signs the reports, when the client brought its own; without a URL it has no meaning
     */
    record Wishes(
            String documentType,
            boolean highPriority,
            String language,
            boolean extractTables,
            boolean ocrFallback,
            @Nullable String metadata,
            @Nullable String webhookUrl,
            @Nullable String webhookSecret) {
        @Override
        public String toString() {
            return "Wishes[" + documentType + "]";
        }
    }

    /**
     * Judges all fields, also those that have no meaning without another one.
     *
     * @throws ApiException that names the first field with a bad value
     */
    Wishes wishes() {
        return new Wishes(
                DocumentType.of(values.get("documentType")),
                isHighPriority(),
                Language.of(values.get("language")),
                flag("extractTables"),
                flag("ocrFallback"),
                CallbackMetadata.of(values.get("callbackMetadata")),
                bounded("webhookUrl", LONGEST_URL),
                bounded("webhookSecret", LONGEST_SECRET));
    }

    private boolean isHighPriority() {
        var asked = values.getOrDefault("priority", "normal");
        return switch (asked) {
            case "high" -> true;
            case "normal" -> false;
            default -> throw ApiException.notOneOf("priority", List.of("normal", "high"));
        };
    }

    private boolean flag(String field) {
        return switch (values.getOrDefault(field, "true").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.notOneOf(field, List.of("true", "false"));
        };
    }

    private @Nullable String bounded(String field, int longest) {
        var value = values.get(field);
        if (value != null && (value.isBlank() || value.length() > longest || value.indexOf('\0') >= 0)) {
            throw ApiException.invalid(field, field + " must have 1 to " + longest + " characters");
        }
        return value;
    }
}
