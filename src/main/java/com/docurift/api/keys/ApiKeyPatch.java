package com.docurift.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants changed of a key; what is absent stays as it is.
 *
 * @param name for people, 1 to 255 characters
 * @param disabled true switches the key off, false on again
 * @param expiresAt an RFC 3339 time to come, from when on it is refused; null: never
 */
public record ApiKeyPatch(
        @Nullable String name,
        @Nullable Boolean disabled,

        @Schema(type = SchemaType.STRING, format = "date-time", nullable = true) @Nullable
        JsonNode expiresAt) {}
