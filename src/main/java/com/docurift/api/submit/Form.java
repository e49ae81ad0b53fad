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
     * What is asked for, apart from where it comes from and where it reports to.
     *
     * @param metadata JSON object, if any
     */
    record Wishes(
            String documentType,
            boolean highPriority,
            String language,
            boolean extractTables,
            boolean ocrFallback,
            @Nullable String metadata) {}

    /**
     * Judges all fields but those of the webhook.
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
                CallbackMetadata.of(values.get("callbackMetadata")));
    }

    /** Where to report the end of the job, if anywhere. Whether webhooks may go there is for others to judge. */
    @Nullable
    String webhookUrl() {
        return bounded("webhookUrl", LONGEST_URL);
    }

    /** The secret that signs, when the client brought its own. Without a URL it has no meaning. */
    @Nullable
    String webhookSecret() {
        return bounded("webhookSecret", LONGEST_SECRET);
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
