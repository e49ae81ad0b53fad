package com.docurift.api;

import static com.docurift.api.Refusals.refused;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class OrganizationsTest {
    private static RequestSpecification operator() {
        return given().contentType("application/json").header("X-Operator-Key", "operator-123");
    }

    @Test
    void theOperatorMakesOrganisationsWhoseKeysWork() {
        String key = operator()
                .body("{\"name\":\"Acme\"}")
                .post("/v1/organizations")
                .then()
                .statusCode(201)
                .body("data.id", matchesPattern("org_[0-9a-z]{26}"))
                .body("data.name", equalTo("Acme"))
                .body("data.apiKey", matchesPattern("frc_[A-Za-z0-9]{32}"))
                .body("data.createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"))
                .extract()
                .path("data.apiKey");
        given().header("X-API-Key", key).get("/v1/echo").then().statusCode(200);
    }

    @Test
    void nobodyElseDoesNotEvenWithASoundOrBrokenBody() {
        for (String body : new String[] {"{\"name\":\"x\"}", "{", ""}) {
            refused(
                    given().contentType("application/json")
                            .body(body)
                            .post("/v1/organizations")
                            .then(),
                    401,
                    "UNAUTHORIZED");
            refused(
                    given().contentType("application/json")
                            .header("X-Operator-Key", "wrong")
                            .body(body)
                            .post("/v1/organizations")
                            .then(),
                    401,
                    "UNAUTHORIZED");
        }
        refused(given().get("/v1/organizations").then(), 401, "UNAUTHORIZED");
        refused(operator().get("/v1/organizations").then(), 405, "METHOD_NOT_ALLOWED")
                .header("Allow", "POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\"  \"}",
                "{\"name\":null}",
                "{\"name\":5}",
                "{\"name\":\"a\\u0000b\"}"
            })
    void aNameIsNeeded(String body) {
        refused(operator().body(body).post("/v1/organizations").then(), 400, "VALIDATION_ERROR")
                .body("error.details.field", equalTo("name"));
    }

    @Test
    void aNameHasAtMost255Characters() {
        operator()
                .body("{\"name\":\"" + "ü".repeat(255) + "\"}")
                .post("/v1/organizations")
                .then()
                .statusCode(201);
        refused(
                operator()
                        .body("{\"name\":\"" + "ü".repeat(256) + "\"}")
                        .post("/v1/organizations")
                        .then(),
                400,
                "VALIDATION_ERROR");
    }
}
