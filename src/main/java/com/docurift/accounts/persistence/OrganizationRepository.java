package com.docurift.accounts.persistence;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** The organisations. */
@ApplicationScoped
public class OrganizationRepository implements PanacheRepositoryBase<OrganizationEntity, String> {
    private static final String LOCK_FIRST_START =
            "select 1 from (select pg_advisory_xact_lock(hashtext('first_start'))) as locked";

    /** The organisation that was made first, or none. */
    public Uni<Optional<OrganizationEntity>> oldest() {
        return findAll(Sort.by("createdAt", "id")).firstResult().map(Optional::ofNullable);
    }

    /** Waits until no other process is within its first start; holds until the transaction ends. */
    public Uni<Void> lockFirstStart() {
        return getSession()
                .chain(session -> session.createNativeQuery(LOCK_FIRST_START, Integer.class)
                        .getSingleResult())
                .replaceWithVoid();
    }

    /** Waits until nobody else changes the keys of an organisation; holds until the transaction ends. */
    public Uni<Void> lock(String id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).replaceWithVoid();
    }
}
