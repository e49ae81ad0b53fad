package com.docurift.webhooks.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes endpoints for their owners. */
@ApplicationScoped
public class WebhookEndpointRepository implements PanacheRepositoryBase<WebhookEndpointEntity, String> {
    // Two creations of one organisation wait for each other, or both could be the last allowed one.
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended(:organization, 0)) as text)";

    /** Adds an endpoint unless its organisation has {@code limit} already; answers whether it was added. */
    @WithTransaction
    public Uni<Boolean> addBelow(int limit, WebhookEndpointEntity endpoint) {
        return lock(endpoint.organizationId)
                .chain(() -> count("organizationId", endpoint.organizationId))
                .chain(count -> count >= limit
                        ? Uni.createFrom().item(false)
                        : persistAndFlush(endpoint).replaceWith(true));
    }

    /** An organisation's endpoints in the order of creation. */
    @WithSession
    public Uni<List<WebhookEndpointEntity>> listOf(String organizationId) {
        return list("organizationId", Sort.ascending("id"), organizationId);
    }

    /** The endpoint of that id, or null when there is none or it belongs to another organisation. */
    @WithSession
    public Uni<@Nullable WebhookEndpointEntity> findOf(String organizationId, String id) {
        return find("id = ?1 and organizationId = ?2", id, organizationId).firstResult();
    }

    private Uni<?> lock(String organizationId) {
        return getSession()
                .chain(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("organization", organizationId)
                        .getSingleResult());
    }
}
