package com.docurift.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.accounts.persistence.ApiKeyEntity;
import com.docurift.accounts.persistence.ApiKeyRepository;
import com.docurift.accounts.persistence.OrganizationEntity;
import com.docurift.accounts.persistence.OrganizationRepository;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Organisations and the keys by which their requests are known. */
@ApplicationScoped
public class Accounts {
    private static final Uni<Authentication> UNKNOWN = Uni.createFrom().item(new Authentication.Unknown());
    private static final String FIRST_KEY_NAME = "First key";

    private final OrganizationRepository organizations;
    private final ApiKeyRepository keys;
    private final Sessions sessions;
    private final KeyCache cache;
    private final LastUse lastUse;
    private final Ids ids;
    private final Clock clock;
    private final AccountsConfig config;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Accounts(
            OrganizationRepository organizations,
            ApiKeyRepository keys,
            Sessions sessions,
            KeyCache cache,
            LastUse lastUse,
            Ids ids,
            Clock clock,
            AccountsConfig config) {
        this.organizations = organizations;
        this.keys = keys;
        this.sessions = sessions;
        this.cache = cache;
        this.lastUse = lastUse;
        this.ids = ids;
        this.clock = clock;
        this.config = config;
    }

    /**
     * Tells who holds a key, at once when it was seen within the last seconds. The answer may come on another Vert.x context. It fails
     * only when the database cannot be asked.
     */
    public Uni<Authentication> authenticate(String key) {
        return KeyText.isWellFormed(key) ? cache.find(KeyText.hash(key)).map(this::judge) : UNKNOWN;
    }

    /** Whether organisations can be made over HTTP at all. */
    public boolean hasOperator() {
        return config.operatorKey().isPresent();
    }

    /** Whether it is the operator's key; compared in constant time. */
    public boolean isOperator(@Nullable String key) {
        return key != null
                && config.operatorKey()
                        .filter(expected -> MessageDigest.isEqual(expected.getBytes(UTF_8), key.getBytes(UTF_8)))
                        .isPresent();
    }

    /** Makes an organisation with its first key, which may do everything. */
    public Uni<NewOrganization> createOrganization(String name) {
        return sessions.write(() -> persistOrganization(name, KeyText.generate(random)))
                .invoke(made -> seen(made.key()));
    }

    /**
     * Makes another key of an organisation.
     *
     * @param name for people, 1 to 255 characters
     * @param expiresAt from when on it is refused; absent for never
     */
    public Uni<NewKey> issueKey(String organizationId, String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
        return sessions.write(() -> persistKey(organizationId, name, KeyText.generate(random), scopes, expiresAt))
                .invoke(this::seen);
    }

    /** The id of the oldest organisation, which the first start made; empty before that. */
    public Uni<Optional<String>> firstOrganization() {
        return sessions.read(() -> organizations.oldest()).map(oldest -> oldest.map(row -> row.id));
    }

    /** Makes the first organisation when there is none; answers none when there is one already. Safe when several processes start at once. */
    Uni<Optional<NewOrganization>> createFirstOrganization(String name, Optional<String> key) {
        return sessions.write(() -> organizations
                        .lockFirstStart()
                        .chain(() -> organizations.isEmpty())
                        .chain(empty -> empty
                                ? persistOrganization(name, key.orElseGet(() -> KeyText.generate(random)))
                                        .map(Optional::of)
                                : Uni.createFrom().item(Optional.<NewOrganization>empty())))
                .invoke(first -> first.ifPresent(made -> seen(made.key())));
    }

    private Authentication judge(Optional<KeyCache.Known> found) {
        if (found.isEmpty()) {
            return new Authentication.Unknown();
        }
        var known = found.get();
        var now = clock.instant();
        if (known.disabled()) {
            return new Authentication.Disabled();
        }
        if (known.expiresAt() != null && !now.isBefore(known.expiresAt())) {
            return new Authentication.Expired();
        }
        lastUse.note(known.caller().keyId(), now);
        return new Authentication.Authenticated(known.caller());
    }

    private Uni<NewOrganization> persistOrganization(String name, String key) {
        var row = new OrganizationEntity();
        row.id = ids.next("org");
        row.name = name;
        row.createdAt = clock.instant();
        return organizations
                .persist(row)
                .chain(() -> persistKey(row.id, FIRST_KEY_NAME, key, EnumSet.allOf(Scope.class), null))
                .map(made -> new NewOrganization(row.id, name, made, row.createdAt));
    }

    private Uni<NewKey> persistKey(
            String organizationId, String name, String key, Set<Scope> scopes, @Nullable Instant expiresAt) {
        var row = new ApiKeyEntity();
        row.id = ids.next("key");
        row.organizationId = organizationId;
        row.name = name;
        row.prefix = KeyText.prefix(key);
        row.hash = KeyText.hash(key);
        row.scopes = scopes.stream().map(Scope::wireName).sorted().toArray(String[]::new);
        row.createdAt = clock.instant();
        row.expiresAt = expiresAt;
        return keys.persist(row)
                .map(stored -> new NewKey(row.id, name, key, row.prefix, Set.copyOf(scopes), row.createdAt, expiresAt));
    }

    /** A key that is committed is no longer unknown. */
    private void seen(NewKey made) {
        cache.forget(KeyText.hash(made.key()));
    }
}
