package com.docurift.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** What every refusal must look like. */
public final class Refusals {
    private Refusals() {}

    /** Checks the whole error envelope, whose request id is that of the header. */
    public static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        String id = answer.extract().header("X-Request-Id");
        return answer.statusCode(status)
                .contentType(ContentType.JSON)
                .body("success", equalTo(false))
                .body("error.code", equalTo(code))
                .body("error.message", not(nullValue()))
                .body("requestId", equalTo(id));
    }

    /** The same for an answer that was read as it came. */
    static void refused(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsPattern("(?i)content-type: application/json")
                .containsPattern("(?i)x-request-id: (\\S+)\r\n(?s:.*)\"requestId\":\"\\1\"}$")
                .contains("\r\n\r\n{\"success\":false,\"error\":{\"code\":\"" + code + "\",\"message\":");
    }
}
