package com.docurift.accounts.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API keys. */
@ApplicationScoped
public class ApiKeyRepository implements PanacheRepositoryBase<ApiKeyEntity, String> {
    private static final String LASTING_BESIDE = """
            organizationId = ?1 and id <> ?2 and disabled = false and expiresAt is null and array_contains(scopes, ?3)
            """;

    /** The key of a SHA-256, or none. */
    public Uni<@Nullable ApiKeyEntity> byHash(byte[] hash) {
        return find("hash", hash).firstResult();
    }

    /** A key of an organisation by its id, or none. */
    public Uni<@Nullable ApiKeyEntity> ofOrganization(String organizationId, String id) {
        return find("organizationId = ?1 and id = ?2", organizationId, id).firstResult();
    }

    /** Keys of an organisation, the oldest first: those after an id, or after so many that are skipped. */
    public Uni<List<ApiKeyEntity>> page(String organizationId, @Nullable String after, long offset, int limit) {
        return find("organizationId = ?1 and id > ?2", Sort.by("id"), organizationId, after == null ? "" : after)
                .range((int) offset, (int) offset + limit - 1)
                .list();
    }

    /** Whether the organisation of a key has another one that may manage keys for good. */
    public Uni<Boolean> hasLastingBeside(ApiKeyEntity key) {
        return count(LASTING_BESIDE, key.organizationId, key.id, ApiKeyEntity.MANAGES_KEYS)
                .map(others -> others > 0);
    }
}
