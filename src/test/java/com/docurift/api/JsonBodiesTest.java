package com.docurift.api;

import static com.docurift.api.Refusals.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class JsonBodiesTest {
    @Inject
    Accounts accounts;

    private String key;

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    private RequestSpecification withKey() {
        return given().header("X-API-Key", key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "[]", "\"x\"", "{\"text\": }", "null", "5", "{} {}", "{\"text\":\"a\"", "\uFEFF"})
    void whatIsNotAJsonObjectIsMalformed(String body) {
        refused(
                withKey()
                        .contentType("application/json")
                        .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .post("/v1/echo")
                        .then(),
                400,
                "MALFORMED_REQUEST");
    }

    @Test
    void bytesThatAreNotTextAreMalformed() {
        refused(
                withKey()
                        .contentType("application/json")
                        .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                        .post("/v1/echo")
                        .then(),
                400,
                "MALFORMED_REQUEST");
        refused(withKey().contentType("application/json").post("/v1/echo").then(), 400, "MALFORMED_REQUEST");
        refused(
                withKey()
                        .contentType("application/json")
                        .body("[".repeat(5000))
                        .post("/v1/echo")
                        .then(),
                400,
                "MALFORMED_REQUEST");
        refused(
                withKey()
                        .contentType("application/json")
                        .body("{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}")
                        .post("/v1/echo")
                        .then(),
                400,
                "MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": 5}|text",
                "{\"text\": true}|text",
                "{\"text\": {}}|text",
                "{\"text\": []}|text",
                "{\"events\": \"x\"}|events",
                "{\"events\": [7]}|events[0]",
                "{\"events\": [\"a\", {}]}|events[1]",
                "{\"count\": \"5\"}|count",
                "{\"count\": 1.5}|count",
                "{\"count\": 99999999999}|count",
                "{\"active\": \"true\"}|active",
                "{\"active\": 1}|active"
            })
    void aFieldOfTheWrongTypeIsNamed(String body, String field) {
        refused(
                        withKey()
                                .contentType("application/json")
                                .body(body)
                                .post("/v1/echo")
                                .then(),
                        400,
                        "VALIDATION_ERROR")
                .body("error.details.field", equalTo(field))
                .body("error.message", not(containsString("java")));
    }

    @Test
    void absentValuesAreLeftOutAndUnknownFieldsIgnored() {
        String answer = withKey()
                .contentType("application/json")
                .body("{\"text\":\"ü\",\"nonsense\":{\"a\":1}}")
                .post("/v1/echo")
                .asString();
        assertThat(answer).isEqualTo("{\"success\":true,\"data\":{\"text\":\"ü\"}}");
    }

    @Test
    void jsonMayHaveOneMebibyte() {
        String fits = "{\"text\":\"" + "x".repeat((1 << 20) - 11) + "\"}";
        withKey()
                .contentType("application/json")
                .body(fits)
                .post("/v1/echo")
                .then()
                .statusCode(200);
        refused(
                withKey()
                        .contentType("application/json")
                        .body(fits + " ")
                        .post("/v1/echo")
                        .then(),
                413,
                "REQUEST_TOO_LARGE");
        refused(
                withKey()
                        .contentType("application/json")
                        .body(fits + " ".repeat(6 << 20))
                        .post("/v1/echo")
                        .then(),
                413,
                "REQUEST_TOO_LARGE");
    }
}
