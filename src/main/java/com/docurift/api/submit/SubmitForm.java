package com.docurift.api.submit;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a submission, for the OpenAPI document; the form itself is read as a stream. */
final class SubmitForm {
    @Schema(
            type = SchemaType.STRING,
            format = "binary",
            required = true,
            description = "The document: a PDF, judged by its content")
    public @Nullable String file;

    @Schema(defaultValue = "generic")
    public @Nullable String documentType;

    @Schema(description = "Where to report the end of the job")
    public @Nullable String webhookUrl;

    @Schema(description = "Signs the reports; generated and shown once when it is left out")
    public @Nullable String webhookSecret;

    @Schema(description = "A JSON object of at most 16 KiB that comes back with the job and its events")
    public @Nullable String callbackMetadata;

    @Schema(
            defaultValue = "normal",
            enumeration = {"normal", "high"})
    public @Nullable String priority;

    @Schema(defaultValue = "en", description = "ISO 639-1")
    public @Nullable String language;

    @Schema(defaultValue = "true")
    public @Nullable Boolean extractTables;

    @Schema(defaultValue = "true")
    public @Nullable Boolean ocrFallback;
}
