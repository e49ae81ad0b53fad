package com.docurift.accounts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that was just made. Only here is its text known; what is stored is its SHA-256.
 *
 * @param id {@code key_…}
 * @param key the text, to be shown once
 * @param prefix its first 12 characters, by which lists show it
 * @param expiresAt from when on it is refused; absent when it does not expire
 */
public record NewKey(
        String id,
        String name,
        String key,
        String prefix,
        Set<Scope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt) {
    @Override
    public String toString() {
        return "NewKey[" + id + ", " + prefix + "…]";
    }
}
