package com.docurift.api;

import static com.docurift.api.Refusals.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.Scope;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class RequestFrontTest {
    @Inject
    Accounts accounts;

    @Inject
    Clock clock;

    @TestHTTPResource
    URL url;

    String organizationId;
    String key;

    @BeforeEach
    void anOrganisation() {
        var made = accounts.createOrganization("Acme").await().indefinitely();
        organizationId = made.id();
        key = made.key().key();
    }

    private RequestSpecification withKey() {
        return given().header("X-API-Key", key);
    }

    private static RequestSpecification anyText(RequestSpecification request) {
        var asText = EncoderConfig.encoderConfig()
                .encodeContentTypeAs("text/xml", ContentType.TEXT)
                .encodeContentTypeAs("nonsense", ContentType.TEXT);
        return request.config(RestAssuredConfig.config().encoderConfig(asText));
    }

    @Test
    void aKeyIsTakenFromBothHeaders() {
        withKey().get("/v1/echo").then().statusCode(200).body("data.organizationId", equalTo(organizationId));
        for (String scheme : new String[] {"Bearer ", "bearer ", "BEARER  "}) {
            given().header("Authorization", scheme + key).get("/v1/echo").then().statusCode(200);
        }
    }

    @Test
    void withoutAKeyNothingIsServed() {
        refused(given().get("/v1/echo").then(), 401, "UNAUTHORIZED");
        refused(given().get("/v1/echo?X-API-Key=" + key + "&apiKey=" + key).then(), 401, "UNAUTHORIZED");
        refused(
                given().header("Authorization", "Basic Zm9vOmJhcg==")
                        .get("/v1/echo")
                        .then(),
                401,
                "UNAUTHORIZED");
        refused(given().header("Authorization", "Bearer ").get("/v1/echo").then(), 401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frc_short", "x", "' or 1=1 --", "frc_éééééééé", "frc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatIsNotAKeyIsRefused(String wrong) {
        refused(given().header("X-API-Key", wrong).get("/v1/echo").then(), 401, "INVALID_API_KEY");
        refused(
                given().header("Authorization", "Bearer " + wrong)
                        .get("/v1/echo")
                        .then(),
                401,
                "INVALID_API_KEY");
    }

    @Test
    void anExpiredKeyIsRefusedAsSuch() {
        var expired = accounts.issueKey(organizationId, "old", Set.of(Scope.JOBS_READ), clock.instant())
                .await()
                .indefinitely();
        refused(given().header("X-API-Key", expired.key()).get("/v1/echo").then(), 401, "API_KEY_EXPIRED");
    }

    @Test
    void aKeyWithoutTheScopeIsRefused() {
        var narrow = accounts.issueKey(organizationId, "narrow", Set.of(Scope.WEBHOOKS_MANAGE), null)
                .await()
                .indefinitely();
        refused(given().header("X-API-Key", narrow.key()).get("/v1/echo").then(), 403, "INSUFFICIENT_SCOPE")
                .body("error.details.requiredScope", equalTo("jobs:read"));
    }

    @Test
    void anUnknownPathIsNotFoundWithOrWithoutAKey() throws Exception {
        for (String path : List.of("/v1/nope", "/v1/echo/a/b/c", "/v1", "/nope", "/", "/q/nope")) {
            assertThat(RawHttp.get(url.getPort(), path))
                    .startsWith("HTTP/1.1 404")
                    .contains("\"NOT_FOUND\"");
            assertThat(RawHttp.get(url.getPort(), path, "X-API-Key: " + key))
                    .startsWith("HTTP/1.1 404")
                    .contains("\"NOT_FOUND\"");
        }
    }

    @Test
    void aWrongMethodIsToldOnlyToThoseWithAKey() {
        refused(given().delete("/v1/echo").then(), 401, "UNAUTHORIZED");
        refused(withKey().delete("/v1/echo").then(), 405, "METHOD_NOT_ALLOWED").header("Allow", "GET, HEAD, POST, PUT");
        refused(withKey().post("/v1/echo/fail/x").then(), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "GET, HEAD");
    }

    @Test
    void mediaTypesThatDoNotFitAreRefused() {
        refused(withKey().accept("application/xml").get("/v1/echo").then(), 406, "NOT_ACCEPTABLE");
        refused(
                anyText(withKey())
                        .contentType("text/xml")
                        .body("<a/>")
                        .post("/v1/echo")
                        .then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        refused(
                anyText(given())
                        .contentType("text/xml")
                        .body("<a/>")
                        .post("/v1/echo")
                        .then(),
                401,
                "UNAUTHORIZED");
        refused(
                anyText(withKey())
                        .contentType("nonsense")
                        .body("<a/>")
                        .post("/v1/echo")
                        .then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void aRefusalReachesAClientThatStillSends() {
        refused(
                given().contentType("application/octet-stream")
                        .body(new byte[5 << 20])
                        .put("/v1/echo")
                        .then(),
                401,
                "UNAUTHORIZED");
        withKey()
                .contentType("application/octet-stream")
                .body(new byte[5 << 20])
                .put("/v1/echo")
                .then()
                .statusCode(200)
                .body("data", equalTo(5 << 20));
    }

    @Test
    void noByteOfABodyIsLostWhileTheKeyIsLookedUp() {
        for (int i = 0; i < 5; i++) {
            var fresh = accounts.createOrganization("Acme").await().indefinitely();
            given().header("X-API-Key", fresh.key().key())
                    .contentType("application/octet-stream")
                    .body(new byte[300_000])
                    .put("/v1/echo")
                    .then()
                    .statusCode(200)
                    .body("data", equalTo(300_000));
        }
    }

    @Test
    void aBugIsToldWithoutAnyDetail() {
        String body = refused(withKey().get("/v1/echo/fail/bug").then(), 500, "INTERNAL_ERROR")
                .extract()
                .asString();
        assertThat(body).doesNotContain("secret", "/tmp", "Exception");
        assertThat(refused(withKey().get("/v1/echo/fail/sql").then(), 500, "INTERNAL_ERROR")
                        .extract()
                        .asString())
                .doesNotContain("zero", "select");
    }

    @Test
    void whatPassesByItselfAsksToComeBack() {
        refused(withKey().get("/v1/echo/fail/overload").then(), 503, "SERVICE_UNAVAILABLE")
                .header("Retry-After", matchesPattern("[1-9]\\d*"));
        refused(withKey().get("/v1/echo/fail/lost").then(), 503, "SERVICE_UNAVAILABLE")
                .header("Retry-After", matchesPattern("[1-9]\\d*"));
    }

    @Test
    void aSoundRequestIdIsKeptAndAnyOtherReplaced() {
        withKey().get("/v1/echo").then().header("X-Request-Id", matchesPattern("req_[0-9a-z]{26}"));
        withKey()
                .header("X-Request-Id", "trace-42.AB_c")
                .get("/v1/echo")
                .then()
                .header("X-Request-Id", "trace-42.AB_c")
                .body("data.requestId", equalTo("trace-42.AB_c"));
        for (String insane : new String[] {"a".repeat(129), "a".repeat(5000), "a b<script>", "\"quoted\"; x=1", "é"}) {
            withKey()
                    .header("X-Request-Id", insane)
                    .get("/v1/nope")
                    .then()
                    .header("X-Request-Id", matchesPattern("req_[0-9a-z]{26}"));
        }
    }

    @Test
    void healthAndMetricsNeedNoKey() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(200);
    }

    @Test
    void theOpenApiDocumentNamesTheDocumentTypes() {
        given().get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "components.schemas.SubmitForm.properties.documentType.enum",
                        hasItems("generic", "general", "invoice", "proof_of_delivery"));
    }
}
