package com.docurift.accounts.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** The API keys. */
@ApplicationScoped
public class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, String> {
    /** The key of a SHA-256, or none. */
    public Uni<@Nullable ApiKeyEntity> byHash(byte[] hash) {
        return find("hash", hash).firstResult();
    }
}
