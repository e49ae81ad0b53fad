package com.docurift.api;

import static com.docurift.api.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets whose percent-encoding is broken, or hides what no text of ours may hold. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class EncodedTargetsTest {
    @Inject
    Accounts accounts;

    @TestHTTPResource
    URL url;

    private String withKey;

    @BeforeEach
    void anOrganisation() {
        withKey = "X-API-Key: "
                + accounts.createOrganization("Acme")
                        .await()
                        .indefinitely()
                        .key()
                        .key();
    }

    private String get(String target, String... headers) throws Exception {
        return RawHttp.get(url.getPort(), target, headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%2",
                "%zz",
                "%z",
                "%2z",
                "%%",
                "%%30",
                "%u0041",
                "%+1",
                "%00",
                "a%00b",
                "%C0%AF",
                "%E0%80%AF",
                "%ED%A0%80",
                "%C3",
                "%F4%90%80%80",
                "%FF"
            })
    void whatCannotBeDecodedIsNotFoundInThePathAndInvalidInTheQuery(String wrong) throws Exception {
        for (String path :
                new String[] {"/v1/jobs/" + wrong, "/v1/" + wrong, "/" + wrong, "/v1/jobs/" + wrong + "/result?wait=x"
                }) {
            refused(get(path), 404, "NOT_FOUND");
            refused(get(path, withKey), 404, "NOT_FOUND");
        }
        for (String known : new String[] {"status", "limit", "cursor"}) {
            String answer = get("/v1/jobs?x=1&" + known + "=" + wrong + "&y=2", withKey);
            refused(answer, 400, "VALIDATION_ERROR");
            assertThat(answer).contains("\"details\":{\"field\":\"" + known + "\"}");
        }
        String unknown = get("/v1/echo?a=1&b=x" + wrong, withKey);
        refused(unknown, 400, "VALIDATION_ERROR");
        assertThat(unknown).contains("\"details\":{\"field\":\"b\"}");
        refused(get("/v1/echo?" + wrong + "=1", withKey), 400, "VALIDATION_ERROR");
        refused(get("/v1/jobs?status=" + wrong), 401, "UNAUTHORIZED");
        refused(get("/v1/nope?b=" + wrong, withKey), 404, "NOT_FOUND");
    }

    @Test
    void aClientsOwnRequestIdIsKeptInTheRefusal() throws Exception {
        String answer = get("/v1/jobs/%zz", "X-Request-Id: mine-1");
        refused(answer, 404, "NOT_FOUND");
        assertThat(answer).contains("\"requestId\":\"mine-1\"");
    }

    @Test
    void theBodyOfARefusedRequestIsReadBeforeTheNextRequest() throws Exception {
        String first = "POST /v1/jobs/%zz HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\nhello";
        String answers = RawHttp.exchange(
                url.getPort(),
                first + "GET /v1/echo HTTP/1.1\r\nHost: here\r\nConnection: close\r\n" + withKey + "\r\n\r\n");
        assertThat(answers).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b=%C3%BC%20&c", "b=%E2%82%AC&c=%F0%9F%98%80", "%41=%2f", "b=100%25", ""})
    void whatCanBeDecodedIsTaken(String query) throws Exception {
        assertThat(get("/v1/echo?" + query, withKey)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void anEncodedSlashIsNoPathOfOurs() throws Exception {
        refused(get("/v1/jobs/%2e%2e%2f%2e%2e%2fetc", withKey), 404, "JOB_NOT_FOUND");
    }

    @Test
    void charactersThatShouldBeEncodedAreOrdinaryText() throws Exception {
        for (String odd : new String[] {"a|b", "<script>", "{}", "[a]", "\\", "`^", "ü"}) {
            refused(get("/v1/jobs/" + odd, withKey), 404, "JOB_NOT_FOUND");
            String answer = get("/v1/jobs?status=" + odd, withKey);
            refused(answer, 400, "VALIDATION_ERROR");
            assertThat(answer).contains("\"field\":\"status\"");
        }
    }

    @Test
    void aTargetWithoutAPathIsNotFound() throws Exception {
        for (String target : new String[] {"nope", "?a=b", "http://here"}) {
            refused(get(target), 404, "NOT_FOUND");
        }
    }
}
