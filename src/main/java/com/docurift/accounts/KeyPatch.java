package com.docurift.accounts;

import com.docurift.accounts.persistence.ApiKeyEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a key; what is absent stays as it is.
 *
 * @param name for people, 1 to 255 characters
 * @param disabled whether it is switched off
 * @param expiresAt from when on it is refused; empty: never
 */
public record KeyPatch(
        @Nullable String name,
        @Nullable Boolean disabled,
        @Nullable Optional<Instant> expiresAt) {
    /** Whether a key that works for good does so no longer. */
    boolean switchesOff() {
        return Boolean.TRUE.equals(disabled) || (expiresAt != null && expiresAt.isPresent());
    }

    void applyTo(ApiKeyEntity row) {
        if (name != null) {
            row.name = name;
        }
        if (disabled != null) {
            row.disabled = disabled;
        }
        if (expiresAt != null) {
            row.expiresAt = expiresAt.orElse(null);
        }
    }
}
