package com.docurift.accounts;

import com.docurift.accounts.persistence.ApiKeyEntity;
import com.docurift.accounts.persistence.ApiKeyRepository;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Knows keys, and that there are no such keys, for a moment: a change is felt within two seconds, and a key in steady use costs one
 * read per second, made while its earlier answer is still given.
 */
@Singleton
class KeyCache {
    private static final Duration READ_AGAIN_AFTER = Duration.ofMillis(800);
    private static final Duration FORGET_AFTER = Duration.ofMillis(1_800);
    private static final int MOST_KEYS = 10_000;

    /** What is stored of a key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Known(byte[] hash, Caller caller, @Nullable Instant expiresAt, boolean disabled) {}

    private final ApiKeyRepository keys;
    private final Sessions sessions;
    private final AsyncLoadingCache<ByteBuffer, Optional<Known>> cache;

    @Inject
    KeyCache(ApiKeyRepository keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
        this.cache = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .refreshAfterWrite(READ_AGAIN_AFTER)
                .expireAfterWrite(FORGET_AFTER)
                .executor(Runnable::run)
                .buildAsync((hash, executor) -> load(hash.array()));
    }

    /** The key of a SHA-256, or none. */
    Uni<Optional<Known>> find(byte[] hash) {
        var answer = cache.get(ByteBuffer.wrap(hash));
        return answer.isDone() && !answer.isCompletedExceptionally()
                ? Uni.createFrom().item(answer.join())
                : Uni.createFrom().completionStage(() -> answer.copy());
    }

    /** Has the next request read the key anew. */
    void forget(byte[] hash) {
        cache.synchronous().invalidate(ByteBuffer.wrap(hash));
    }

    private CompletableFuture<Optional<Known>> load(byte[] hash) {
        return sessions.read(() -> keys.byHash(hash))
                .map(row -> Optional.ofNullable(row)
                        .map(KeyCache::known)
                        .filter(known -> MessageDigest.isEqual(known.hash(), hash)))
                .subscribeAsCompletionStage();
    }

    private static Known known(ApiKeyEntity row) {
        var caller = new Caller(row.organizationId, row.id, Scope.of(row.scopes));
        return new Known(row.hash, caller, row.expiresAt, row.disabled);
    }
}
