package com.docurift.api;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Finds the API key of a request: {@code X-API-Key}, else {@code Authorization: Bearer} (RFC 6750 §2.1). Queries are not looked at. */
final class PresentedKey {
    private static final String SCHEME = "Bearer ";

    private PresentedKey() {}

    /** What was presented as a key, valid or not; none when there was nothing. */
    static @Nullable String in(MultiMap headers) {
        String key = headers.get("X-API-Key");
        if (key != null && !key.isBlank()) {
            return key.strip();
        }
        String authorization = headers.get("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = authorization.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
