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

    private static final String ANY = "select exists (select 1 from organization)";

    /** The organisation that was made first, or none. */
    public Uni<Optional<OrganizationEntity>> oldest() {
        return findAll(Sort.by("createdAt", "id")).firstResult().map(Optional::ofNullable);
    }

    /** Whether there is one. Asked at each start, where the first query in HQL would cost more than all else here. */
    public Uni<Boolean> isEmpty() {
        return getSession()
                .chain(session -> session.createNativeQuery(ANY, Boolean.class).getSingleResult())
                .map(any -> !any);
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
