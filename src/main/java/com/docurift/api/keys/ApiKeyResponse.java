package com.docurift.api.keys;

import com.docurift.accounts.ApiKey;
import com.docurift.accounts.NewKey;
import com.docurift.accounts.Scope;
import com.docurift.platform.Time;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as clients see it.
 *
 * @param key its text; only in the answer that makes it
 * @param prefix the first 12 characters of its text
 * @param expiresAt from when on it is refused; absent when it does not expire
 * @param lastUsedAt at most 60 s behind; absent when it was never used
 */
public record ApiKeyResponse(
        String id,
        String name,
        @Nullable String key,
        String prefix,
        List<String> scopes,
        boolean disabled,
        String createdAt,
        @Nullable String expiresAt,
        @Nullable String lastUsedAt) {
    static ApiKeyResponse of(NewKey made) {
        return new ApiKeyResponse(
                made.id(),
                made.name(),
                made.key(),
                made.prefix(),
                names(made.scopes()),
                false,
                Time.seconds(made.createdAt()),
                time(made.expiresAt()),
                null);
    }

    static ApiKeyResponse of(ApiKey key) {
        return new ApiKeyResponse(
                key.id(),
                key.name(),
                null,
                key.prefix(),
                names(key.scopes()),
                key.disabled(),
                Time.seconds(key.createdAt()),
                time(key.expiresAt()),
                time(key.lastUsedAt()));
    }

    private static List<String> names(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).toList();
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : Time.seconds(at);
    }

    @Override
    public String toString() {
        return "ApiKeyResponse[" + id + "]";
    }
}
