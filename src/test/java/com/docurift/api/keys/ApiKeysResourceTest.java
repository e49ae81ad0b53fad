package com.docurift.api.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.Scope;
import com.docurift.platform.Time;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class ApiKeysResourceTest {
    private static final String KEYS = "/v1/api-keys";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @Inject
    Accounts accounts;

    @Inject
    Clock clock;

    @TestHTTPResource
    URI url;

    String organizationId;
    String key;
    String keyId;

    private record Made(String id, String key) {}

    @BeforeEach
    void anOrganisation() {
        var made = accounts.createOrganization("Acme").await().indefinitely();
        organizationId = made.id();
        key = made.key().key();
        keyId = made.key().id();
    }

    private static RequestSpecification with(String key) {
        return given().header("X-API-Key", key).contentType("application/json");
    }

    private ValidatableResponse post(String body) {
        return with(key).body(body).post(KEYS).then();
    }

    private ValidatableResponse patch(String id, String body) {
        return with(key).body(body).patch(KEYS + "/" + id).then();
    }

    private Made anotherKey(String fields) {
        var path = post("{\"name\":\"another\"" + fields + "}").statusCode(201).extract();
        return new Made(path.path("data.id"), path.path("data.key"));
    }

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).body("error.code", equalTo(code));
    }

    private static ValidatableResponse invalid(ValidatableResponse answer, String field) {
        return refused(answer, 400, "VALIDATION_ERROR").body("error.details.field", equalTo(field));
    }

    private int statusOf(String someKey) {
        return with(someKey).get("/v1/echo").statusCode();
    }

    private String inSeconds(int seconds) {
        return Time.seconds(clock.instant().plusSeconds(seconds));
    }

    @Test
    void aKeyIsShownOnceAndHasTheScopesOfItsMaker() {
        post("{\"name\":\"CI\"}")
                .statusCode(201)
                .body("data.id", matchesPattern("key_[0-9a-z]{26}"))
                .body("data.name", equalTo("CI"))
                .body("data.key", matchesPattern("frc_[a-zA-Z0-9]{32}"))
                .body("data.scopes", contains("jobs:read", "jobs:write", "webhooks:manage", "keys:manage"))
                .body("data.disabled", equalTo(false))
                .body("data.createdAt", matchesPattern(TIME))
                .body("data", not(hasKey("expiresAt")));
        var made = anotherKey(",\"scopes\":[\"jobs:read\",\"jobs:read\"],\"expiresAt\":\"2999-01-01T01:00:00+01:00\"");
        var shown = with(key).get(KEYS + "/" + made.id()).then().statusCode(200);
        shown.body("data.prefix", equalTo(made.key().substring(0, 12)))
                .body("data.scopes", contains("jobs:read"))
                .body("data.expiresAt", equalTo("2999-01-01T00:00:00Z"))
                .body("data", not(hasKey("key")))
                .body("data", not(hasKey("lastUsedAt")));
        assertThat(shown.extract().asString()).doesNotContain(made.key().substring(12));
        assertThat(statusOf(made.key())).isEqualTo(200);
    }

    @Test
    void theListHasEveryKeyOfTheOrganisationOldestFirst() {
        var second = anotherKey("");
        var third = anotherKey("");
        with(key)
                .get(KEYS)
                .then()
                .body("data.apiKeys.id", contains(keyId, second.id(), third.id()))
                .body("data.apiKeys[1].prefix", equalTo(second.key().substring(0, 12)))
                .body("data.pagination.total", equalTo(3))
                .body("data.pagination.hasNext", equalTo(false));
        String cursor = with(key)
                .get(KEYS + "?limit=2")
                .then()
                .body("data.apiKeys.id", contains(keyId, second.id()))
                .body("data.pagination.hasNext", equalTo(true))
                .extract()
                .path("data.pagination.nextCursor");
        with(key).get(KEYS + "?limit=2&cursor=" + cursor).then().body("data.apiKeys.id", contains(third.id()));
        with(key).get(KEYS + "?limit=2&page=2").then().body("data.apiKeys.id", contains(third.id()));
        with(key).get(KEYS + "?limit=2&page=3").then().statusCode(200).body("data.apiKeys", hasSize(0));
        invalid(with(key).get(KEYS + "?limit=101").then(), "limit");
    }

    @Test
    void aChangeIsFeltAtOnceInTheSameProcess() {
        var made = anotherKey("");
        assertThat(statusOf(made.key())).isEqualTo(200);
        patch(made.id(), "{\"disabled\":true,\"name\":\"off\"}")
                .statusCode(200)
                .body("data.disabled", equalTo(true))
                .body("data.name", equalTo("off"));
        refused(with(made.key()).get("/v1/echo").then(), 401, "API_KEY_DISABLED");
        patch(made.id(), "{\"disabled\":false}").statusCode(200).body("data.name", equalTo("off"));
        assertThat(statusOf(made.key())).isEqualTo(200);
        with(key)
                .delete(KEYS + "/" + made.id())
                .then()
                .statusCode(200)
                .body("data.id", equalTo(made.id()))
                .body("data.deletedAt", matchesPattern(TIME));
        refused(with(made.key()).get("/v1/echo").then(), 401, "INVALID_API_KEY");
        refused(with(key).get(KEYS + "/" + made.id()).then(), 404, "API_KEY_NOT_FOUND");
        refused(with(key).delete(KEYS + "/" + made.id()).then(), 404, "API_KEY_NOT_FOUND");
    }

    @Test
    void aKeyEndsAtItsTimeAndCanBeProlonged() {
        var made = anotherKey(",\"expiresAt\":\"" + inSeconds(2) + "\"");
        await().atMost(Duration.ofSeconds(5)).until(() -> statusOf(made.key()) == 401);
        refused(with(made.key()).get("/v1/echo").then(), 401, "API_KEY_EXPIRED");
        patch(made.id(), "{\"expiresAt\":null}").statusCode(200).body("data", not(hasKey("expiresAt")));
        assertThat(statusOf(made.key())).isEqualTo(200);
        String later = inSeconds(3600);
        patch(made.id(), "{\"expiresAt\":\"" + later + "\"}").body("data.expiresAt", equalTo(later));
        patch(made.id(), "{}").statusCode(200).body("data.expiresAt", equalTo(later));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\":null}|name",
                "{\"name\":\"\"}|name",
                "{\"name\":\"   \"}|name",
                "{\"name\":5}|name",
                "{\"name\":\"a\\u0000\"}|name",
                "{\"name\":\"x\",\"scopes\":\"jobs:read\"}|scopes",
                "{\"name\":\"x\",\"scopes\":{}}|scopes",
                "{\"name\":\"x\",\"scopes\":[]}|scopes",
                "{\"name\":\"x\",\"scopes\":[\"jobs\"]}|scopes[0]",
                "{\"name\":\"x\",\"scopes\":[\"jobs:read\",\"JOBS:READ\"]}|scopes[1]",
                "{\"name\":\"x\",\"scopes\":[1]}|scopes[0]",
                "{\"name\":\"x\",\"scopes\":[null]}|scopes[0]",
                "{\"name\":\"x\",\"expiresAt\":5}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":true}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"tomorrow\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"2999-01-01\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"2999-02-30T00:00:00Z\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"2999-01-01T00:00:00\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"+99999-01-01T00:00:00Z\"}|expiresAt",
                "{\"name\":\"x\",\"expiresAt\":\"2001-01-01T00:00:00Z\"}|expiresAt"
            })
    void aBadFieldIsNamed(String body, String field) {
        invalid(post(body), field).body("error.message", containsString(field));
        with(key).get(KEYS).then().body("data.apiKeys", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"\"}|name",
                "{\"name\":7}|name",
                "{\"disabled\":\"true\"}|disabled",
                "{\"disabled\":1}|disabled",
                "{\"expiresAt\":\"2001-01-01T00:00:00Z\"}|expiresAt",
                "{\"expiresAt\":{}}|expiresAt"
            })
    void aBadFieldOfAChangeIsNamedAndNothingChanges(String body, String field) {
        var made = anotherKey("");
        invalid(patch(made.id(), body), field);
        with(key).get(KEYS + "/" + made.id()).then().body("data.name", equalTo("another"));
        refused(patch(made.id(), "[]"), 400, "MALFORMED_REQUEST");
    }

    @Test
    void aNameHasAtMost255Characters() {
        post("{\"name\":\"" + "ü".repeat(255) + "\"}").statusCode(201);
        invalid(post("{\"name\":\"" + "ü".repeat(256) + "\"}"), "name");
    }

    @Test
    void aKeyCannotGiveAwayWhatItDoesNotHave() {
        String narrow = accounts.issueKey(organizationId, "narrow", Set.of(Scope.KEYS_MANAGE, Scope.JOBS_READ), null)
                .await()
                .indefinitely()
                .key();
        refused(
                        with(narrow)
                                .body("{\"name\":\"x\",\"scopes\":[\"jobs:read\",\"jobs:write\"]}")
                                .post(KEYS)
                                .then(),
                        403,
                        "INSUFFICIENT_SCOPE")
                .body("error.details.requiredScope", equalTo("jobs:write"));
        with(narrow)
                .body("{\"name\":\"x\"}")
                .post(KEYS)
                .then()
                .statusCode(201)
                .body("data.scopes", contains("jobs:read", "keys:manage"));
    }

    @Test
    void aForeignKeyIsAsGoodAsNone() {
        var other = accounts.createOrganization("Other").await().indefinitely();
        String foreign = other.key().id();
        refused(with(key).get(KEYS + "/" + foreign).then(), 404, "API_KEY_NOT_FOUND");
        refused(patch(foreign, "{\"disabled\":true}"), 404, "API_KEY_NOT_FOUND");
        refused(with(key).delete(KEYS + "/" + foreign).then(), 404, "API_KEY_NOT_FOUND");
        assertThat(statusOf(other.key().key())).isEqualTo(200);
        refused(with(key).get(KEYS + "/key_0missing0").then(), 404, "API_KEY_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"scopes\":[\"jobs:read\"]", ",\"expiresAt\":\"2999-01-01T00:00:00Z\""})
    void theLastKeyThatManagesKeysForGoodStays(String fields) {
        if (!fields.isEmpty()) {
            anotherKey(fields);
        }
        refused(with(key).delete(KEYS + "/" + keyId).then(), 409, "LAST_API_KEY");
        refused(patch(keyId, "{\"disabled\":true}"), 409, "LAST_API_KEY");
        refused(patch(keyId, "{\"name\":\"renamed\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}"), 409, "LAST_API_KEY");
        patch(keyId, "{\"name\":\"still first\",\"disabled\":false,\"expiresAt\":null}")
                .statusCode(200);
        assertThat(statusOf(key)).isEqualTo(200);
    }

    @Test
    void withAnotherOneEachMayGo() {
        var second = anotherKey("");
        patch(second.id(), "{\"disabled\":true}").statusCode(200);
        refused(with(key).delete(KEYS + "/" + keyId).then(), 409, "LAST_API_KEY");
        patch(second.id(), "{\"disabled\":false}").statusCode(200);
        with(key).delete(KEYS + "/" + keyId).then().statusCode(200);
        refused(with(second.key()).delete(KEYS + "/" + second.id()).then(), 409, "LAST_API_KEY");
    }

    @RepeatedTest(10)
    void ofTwoThatTakeTheLastTwoAtOnceOneWins() {
        var second = anotherKey("");
        var client = HttpClient.newHttpClient();
        var disable = HttpRequest.newBuilder(url.resolve(KEYS + "/" + keyId))
                .header("X-API-Key", second.key())
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"disabled\":true}"))
                .build();
        var delete = HttpRequest.newBuilder(url.resolve(KEYS + "/" + second.id()))
                .header("X-API-Key", key)
                .DELETE()
                .build();
        var both = Stream.of(disable, delete)
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .toList();
        assertThat(both.stream().map(answer -> answer.join().statusCode())).containsOnlyOnce(200);
        assertThat(Stream.of(key, second.key()).map(this::statusOf)).containsExactlyInAnyOrder(200, 401);
    }
}
