package com.docurift.accounts;

import com.docurift.accounts.persistence.ApiKeyEntity;
import com.docurift.accounts.persistence.ApiKeyRepository;
import com.docurift.accounts.persistence.OrganizationRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an organisation. One of them at least is always a lasting one: it may manage keys, is not disabled and does not expire.
 * So no organisation can lock itself out, neither now nor when time passes.
 */
@ApplicationScoped
public class ApiKeys {
    /**
     * Part of an organisation's keys, the oldest first.
     *
     * @param total how many it has in all
     */
    public record Page(List<ApiKey> keys, long total) {}

    private final ApiKeyRepository keys;
    private final OrganizationRepository organizations;
    private final Sessions sessions;
    private final KeyCache cache;

    @Inject
    ApiKeys(ApiKeyRepository keys, OrganizationRepository organizations, Sessions sessions, KeyCache cache) {
        this.keys = keys;
        this.organizations = organizations;
        this.sessions = sessions;
        this.cache = cache;
    }

    /**
     * Lists the keys of an organisation.
     *
     * @param after the id after which it begins, from a cursor; absent to skip {@code offset} keys instead
     * @param limit keys at most
     */
    public Uni<Page> list(String organizationId, @Nullable String after, long offset, int limit) {
        return sessions.read(() -> keys.page(organizationId, after, offset, limit)
                .chain(rows -> keys.count("organizationId", organizationId)
                        .map(total -> new Page(rows.stream().map(ApiKeys::shown).toList(), total))));
    }

    /** A key of an organisation, or null when it has none of that id. */
    public Uni<@Nullable ApiKey> find(String organizationId, String keyId) {
        return sessions.read(() -> keys.ofOrganization(organizationId, keyId))
                .map(row -> row == null ? null : shown(row));
    }

    /** Changes a key; it is felt here with the next request and in other processes within two seconds. */
    public Uni<KeyChange> change(String organizationId, String keyId, KeyPatch patch) {
        return alter(organizationId, keyId, patch.switchesOff(), row -> {
            patch.applyTo(row);
            return Uni.createFrom().voidItem();
        });
    }

    /** Removes a key for good; that is felt like a change. */
    public Uni<KeyChange> remove(String organizationId, String keyId) {
        return alter(organizationId, keyId, true, keys::delete);
    }

    /** Changes of keys of one organisation wait for each other, so that two of them cannot take the last two lasting keys at once. */
    private Uni<KeyChange> alter(
            String organizationId, String keyId, boolean endsIt, Function<ApiKeyEntity, Uni<Void>> alteration) {
        return sessions.write(() -> organizations
                        .lock(organizationId)
                        .chain(() -> keys.ofOrganization(organizationId, keyId))
                        .chain(row -> row == null
                                ? Uni.createFrom().item(Altered.NOTHING)
                                : alter(row, endsIt && row.lasts(), alteration)))
                .invoke(altered -> altered.hash().ifPresent(cache::forget)) // after the commit
                .map(Altered::outcome);
    }

    private Uni<Altered> alter(
            ApiKeyEntity row, boolean endsALastingOne, Function<ApiKeyEntity, Uni<Void>> alteration) {
        var isAllowed =
                endsALastingOne ? keys.hasLastingBeside(row) : Uni.createFrom().item(true);
        return isAllowed.chain(allowed -> allowed
                ? alteration.apply(row).map(done -> Altered.made(row))
                : Uni.createFrom().item(Altered.REFUSED));
    }

    private static ApiKey shown(ApiKeyEntity row) {
        return new ApiKey(
                row.id,
                row.name,
                row.prefix,
                Scope.of(row.scopes),
                row.createdAt,
                row.disabled,
                row.expiresAt,
                row.lastUsedAt);
    }

    private record Altered(KeyChange outcome, Optional<byte[]> hash) {
        static final Altered NOTHING = new Altered(new KeyChange.NoSuchKey(), Optional.empty());
        static final Altered REFUSED = new Altered(new KeyChange.LastKey(), Optional.empty());

        static Altered made(ApiKeyEntity row) {
            return new Altered(new KeyChange.Made(shown(row)), Optional.of(row.hash));
        }
    }
}
