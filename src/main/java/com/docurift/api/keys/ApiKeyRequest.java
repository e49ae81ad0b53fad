package com.docurift.api.keys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The key that a client asks for.
 *
 * @param name for people, 1 to 255 characters; required
 * @param scopes what it may do, no more than the key that asks; the same as that one when absent
 * @param expiresAt an RFC 3339 time to come, from when on it is refused; absent or null: never
 */
public record ApiKeyRequest(
        @Nullable String name,
        @Nullable List<@Nullable String> scopes,

        @Schema(type = SchemaType.STRING, format = "date-time") @Nullable
        JsonNode expiresAt) {}
