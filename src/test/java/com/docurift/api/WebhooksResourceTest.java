package com.docurift.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class WebhooksResourceTest {
    @Inject
    Accounts accounts;

    String key;

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    private RequestSpecification withKey() {
        return given().header("X-API-Key", key).contentType("application/json");
    }

    private ValidatableResponse register(String body) {
        return withKey().body(body).post("/v1/webhooks").then();
    }

    @Test
    void theSecretIsShownOnce() {
        String id = register(
                        "{\"url\":\"http://127.0.0.1:29999/hook?a=b\",\"events\":[\"document.processing.*\"],\"description\":\"mine\"}")
                .statusCode(201)
                .body("data.secret", matchesPattern("whsec_[A-Za-z0-9+/=]{32,}"))
                .body("data.active", equalTo(true))
                .extract()
                .path("data.id");
        withKey()
                .get("/v1/webhooks/" + id)
                .then()
                .statusCode(200)
                .body("data.url", equalTo("http://127.0.0.1:29999/hook?a=b"))
                .body("data.events", equalTo(List.of("document.processing.*")))
                .body("data.description", equalTo("mine"))
                .body("data.secret", nullValue());
        withKey()
                .get("/v1/webhooks")
                .then()
                .body("data.webhooks[0].id", equalTo(id))
                .body("data.webhooks[0].secret", nullValue());
    }

    @Test
    void aForeignEndpointIsLikeAMissingOne() {
        String id = register("{\"url\":\"http://127.0.0.1:29999/x\"}")
                .statusCode(201)
                .extract()
                .path("data.id");
        anOrganisation();
        withKey().get("/v1/webhooks/" + id).then().statusCode(404).body("error.code", equalTo("WEBHOOK_NOT_FOUND"));
        withKey()
                .get("/v1/webhooks/wh_0missing0")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("WEBHOOK_NOT_FOUND"));
        withKey()
                .get("/v1/webhooks")
                .then()
                .body("data.webhooks", equalTo(List.of()))
                .body("data.pagination.total", equalTo(0));
    }

    @Test
    void aBadFieldIsNamed() {
        register("{}").statusCode(400).body("error.details.field", equalTo("url"));
        register("{\"url\":\"nonsense\"}")
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.field", equalTo("url"));
        register("{\"url\":\"http://127.0.0.1:29999/x\",\"events\":[\"*\",\"document.nope\"]}")
                .statusCode(400)
                .body("error.details.field", equalTo("events[1]"))
                .body("error.details.allowed", not(nullValue()));
        register("{\"url\":\"http://127.0.0.1:29999/x\",\"events\":[null]}")
                .statusCode(400)
                .body("error.details.field", equalTo("events[0]"));
        register("{\"url\":\"http://192.168.0.1/x\"}")
                .statusCode(400)
                .body("error.code", equalTo("WEBHOOK_URL_NOT_ALLOWED"))
                .body("error.details.field", equalTo("url"));
    }

    @Test
    void aNameIsResolvedBeforeItIsStored() {
        register("{\"url\":\"https://surely-nothing.invalid/x\"}").statusCode(201);
    }

    @Test
    void thereAreAtMostTwentyAndTheyArePaged() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(register("{\"url\":\"http://127.0.0.1:29999/" + i + "\",\"events\":[]}")
                    .statusCode(201)
                    .extract()
                    .path("data.id"));
        }
        register("{\"url\":\"http://127.0.0.1:29999/x\"}")
                .statusCode(409)
                .body("error.code", equalTo("WEBHOOK_LIMIT_REACHED"));
        List<String> seen = new ArrayList<>();
        String query = "";
        while (true) {
            var page = withKey()
                    .get("/v1/webhooks?limit=7" + query)
                    .then()
                    .statusCode(200)
                    .body("data.pagination.total", equalTo(20))
                    .extract();
            seen.addAll(page.path("data.webhooks.id"));
            String next = page.path("data.pagination.nextCursor");
            if (next == null) {
                break;
            }
            query = "&cursor=" + next;
        }
        assertThat(seen).isEqualTo(ids);
        withKey().get("/v1/webhooks?limit=0").then().statusCode(400).body("error.details.field", equalTo("limit"));
    }
}
