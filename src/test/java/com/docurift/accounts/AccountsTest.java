package com.docurift.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.platform.Loops;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class AccountsTest {
    @Inject
    Accounts accounts;

    @Inject
    ApiKeys apiKeys;

    @Inject
    LastUse lastUse;

    @Inject
    Loops loops;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private NewOrganization anOrganisation() {
        return get(accounts.createOrganization("Acme"));
    }

    private Authentication authenticate(NewKey key) {
        return get(accounts.authenticate(key.key()));
    }

    private Row row(NewKey key) {
        return get(pool.preparedQuery("select * from api_key where id = $1").execute(Tuple.of(key.id())))
                .iterator()
                .next();
    }

    private void change(String assignment, NewKey key) {
        get(pool.preparedQuery("update api_key set " + assignment + " where id = $1")
                .execute(Tuple.of(key.id())));
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }

    @Test
    void anOrganisationComesWithAKeyThatMayDoEverything() {
        var made = anOrganisation();
        assertThat(made.id()).startsWith("org_");
        assertThat(authenticate(made.key()))
                .isEqualTo(new Authentication.Authenticated(
                        new Caller(made.id(), made.key().id(), EnumSet.allOf(Scope.class))));
    }

    @Test
    void onlyTheHashOfAKeyIsStored() {
        var key = anOrganisation().key();
        var row = row(key);
        assertThat(row.getBuffer("hash").getBytes()).isEqualTo(KeyText.hash(key.key()));
        assertThat(row.getString("prefix")).isEqualTo(key.key().substring(0, 12));
        assertThat(row.getArrayOfStrings("scopes"))
                .containsExactly("jobs:read", "jobs:write", "keys:manage", "webhooks:manage");
        assertThat(row.toJson().encode()).doesNotContain(key.key());
    }

    @Test
    void anotherKeyHasItsOwnScopesAndEnd() {
        var made = anOrganisation();
        var soon = clock.instant().plusSeconds(60);
        var key = get(accounts.issueKey(made.id(), "reader", Set.of(Scope.JOBS_READ), soon));
        assertThat(authenticate(key))
                .isEqualTo(new Authentication.Authenticated(new Caller(made.id(), key.id(), Set.of(Scope.JOBS_READ))));
        var over = get(accounts.issueKey(made.id(), "old", Set.of(Scope.JOBS_READ), clock.instant()));
        assertThat(authenticate(over)).isInstanceOf(Authentication.Expired.class);
    }

    @Test
    void aKeyThatWasUnknownWorksAsSoonAsItIsMade() {
        assertThat(get(accounts.authenticate("frc_" + "A".repeat(32)))).isInstanceOf(Authentication.Unknown.class);
        assertThat(get(accounts.authenticate("nonsense"))).isInstanceOf(Authentication.Unknown.class);
    }

    @Test
    void aChangeInTheDatabaseIsFeltWithinTwoSeconds() {
        var key = anOrganisation().key();
        assertThat(authenticate(key)).isInstanceOf(Authentication.Authenticated.class);
        change("disabled = true", key);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> authenticate(key) instanceof Authentication.Disabled);
        change("disabled = false", key);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> authenticate(key) instanceof Authentication.Authenticated);
        change("hash = '\\x00'::bytea || substring(hash from 2)", key);
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> authenticate(key) instanceof Authentication.Unknown);
    }

    @Test
    void theLastUseIsWrittenByTheLoopAndNotByTheRequest() {
        var key = anOrganisation().key();
        var before = clock.instant();
        authenticate(key);
        assertThat(row(key).getOffsetDateTime("last_used_at")).isNull();
        get(lastUse.write());
        assertThat(row(key).getOffsetDateTime("last_used_at").toInstant()).isBetween(before, clock.instant());
        assertThat(loops.all()).anySatisfy(loop -> {
            assertThat(loop.name()).isEqualTo("api-key-last-use");
            assertThat(loop.period()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        });
    }

    @Test
    void aChangeOfAKeyDoesNotTouchItsLastUse() {
        var made = anOrganisation();
        authenticate(made.key());
        get(lastUse.write());
        var used = row(made.key()).getOffsetDateTime("last_used_at");
        get(apiKeys.change(made.id(), made.key().id(), new KeyPatch("renamed", null, null)));
        assertThat(row(made.key()).getOffsetDateTime("last_used_at")).isEqualTo(used);
        assertThat(get(apiKeys.find(made.id(), made.key().id())))
                .extracting(ApiKey::name, ApiKey::lastUsedAt)
                .containsExactly("renamed", used.toInstant());
    }

    @Test
    void theFirstOrganisationIsMadeOnceHoweverManyProcessesStart() {
        var again = Uni.join()
                .all(
                        accounts.createFirstOrganization("A", Optional.empty()),
                        accounts.createFirstOrganization("B", Optional.empty()))
                .andFailFast();
        assertThat(get(again)).containsOnly(Optional.empty());
        var named = get(pool.query("select count(*) from organization where name = 'Default organization'")
                .execute());
        assertThat(named.iterator().next().getLong(0)).isEqualTo(1);
    }
}
