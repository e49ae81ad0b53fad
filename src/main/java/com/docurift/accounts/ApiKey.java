package com.docurift.accounts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as its organisation sees it; its text is not known.
 *
 * @param id {@code key_…}
 * @param prefix the first 12 characters of its text
 * @param disabled whether somebody switched it off
 * @param expiresAt from when on it is refused; absent when it does not expire
 * @param lastUsedAt at most 60 s behind; absent when it was never used
 */
public record ApiKey(
        String id,
        String name,
        String prefix,
        Set<Scope> scopes,
        Instant createdAt,
        boolean disabled,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt) {}
