package com.docurift.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit of the tests is 10 requests per second with a burst of 400. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class RateLimitTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    Accounts accounts;

    @TestHTTPResource
    URI url;

    String key;

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    private RequestSpecification withKey() {
        return given().header("X-API-Key", key);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/echo,200",
        "GET,/v1/nope,404",
        "DELETE,/v1/echo,405",
        "GET,/v1/jobs?limit=0,400",
        "POST,/v1/echo,415"
    })
    void everyAnswerToAKnownCallerTellsWhereItStands(String method, String path, int status) {
        withKey()
                .request(method, path)
                .then()
                .statusCode(status)
                .header("RateLimit-Limit", "400")
                .header("RateLimit-Remaining", "399")
                .header("RateLimit-Reset", "1");
    }

    @Test
    void whoIsNotKnownIsToldNothing() {
        given().get("/v1/echo").then().statusCode(401).header("RateLimit-Limit", nullValue());
        given().header("X-API-Key", "frc_" + "x".repeat(32))
                .get("/v1/echo")
                .then()
                .statusCode(401)
                .header("RateLimit-Limit", nullValue());
        given().get("/q/health/live").then().header("RateLimit-Limit", nullValue());
    }

    @Test
    void beyondTheBurstAKeyIsTurnedAwayAloneAndAskedToComeBack() {
        var refusal = spendTheBurst();
        assertThat(refusal.headers().map())
                .containsEntry("Retry-After", List.of("1"))
                .containsEntry("RateLimit-Limit", List.of("400"))
                .containsEntry("RateLimit-Remaining", List.of("0"))
                .containsEntry("RateLimit-Reset", List.of("40"));
        assertThat(refusal.body())
                .startsWith("{\"success\":false,\"error\":{\"code\":\"RATE_LIMIT_EXCEEDED\",\"message\":\"")
                .endsWith("\"requestId\":\""
                        + refusal.headers().firstValue("X-Request-Id").orElseThrow() + "\"}");
        var other = accounts.createOrganization("Other").await().indefinitely();
        given().header("X-API-Key", other.key().key()).get("/v1/echo").then().statusCode(200);
    }

    @Test
    void aRefusedUploadIsStillReadSoThatTheClientGetsItsAnswer() {
        spendTheBurst();
        var upload = request("/v1/documents/process/async")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1 << 20]))
                .build();
        var answers = atOnce(upload, 20);
        assertThat(answers).extracting(HttpResponse::statusCode).contains(429);
    }

    /** Asks faster than the bucket fills up; answers the first refusal. */
    private HttpResponse<String> spendTheBurst() {
        var request = request("/v1/nope").build();
        return Stream.generate(() -> atOnce(request, 50))
                .limit(40)
                .flatMap(List::stream)
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("X-API-Key", key);
    }

    private List<HttpResponse<String>> atOnce(HttpRequest request, int times) {
        var answers = IntStream.range(0, times)
                .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
