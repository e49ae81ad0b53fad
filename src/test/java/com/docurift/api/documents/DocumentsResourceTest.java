package com.docurift.api.documents;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents over HTTP, from the upload to their deletion. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class DocumentsResourceTest {
    private record Done(String job, String document) {}

    @Inject
    Accounts accounts;

    private String key = "";

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    @Test
    void aDocumentIsHandedOutAsAnAttachmentThatNoBrowserRuns() {
        byte[] small = aPdf().withPage("Small").build();
        byte[] large = Arrays.copyOf(small, 300_000);
        for (byte[] bytes : List.of(small, large)) {
            String document = done("b.pdf", bytes).document();
            var answer = get("/v1/documents/" + document + "/content")
                    .statusCode(200)
                    .contentType("application/pdf")
                    .header("Content-Length", equalTo("" + bytes.length))
                    .header("Content-Disposition", equalTo("attachment; filename=\"b.pdf\""))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Content-Security-Policy", equalTo("sandbox; default-src 'none'"));
            assertThat(answer.extract().asByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void aFileNameOutsideOfAsciiComesInBothForms() {
        assertThat(Attachment.disposition("Rechnung \"ü\".pdf"))
                .isEqualTo("attachment; filename=\"Rechnung ___.pdf\"; filename*=UTF-8''Rechnung%20%22%C3%BC%22.pdf");
        assertThat(Attachment.disposition("a\r\nX: y.pdf")).doesNotContain("\r", "\n");
    }

    @Test
    void aDocumentShowsItsNewestJobAndItsTextOnDemand() {
        var done = done("a.pdf", aPdf().withPage("Hello there").build());

        get("/v1/documents/" + done.document())
                .statusCode(200)
                .body("data.jobId", equalTo(done.job()))
                .body("data.status", equalTo("completed"))
                .body("data.result.rawText", equalTo("Hello there"))
                .body("data.rawText", equalTo(null));
        get("/v1/documents/" + done.document() + "?includeRawText=true").body("data.rawText", equalTo("Hello there"));
        refused(get("/v1/documents/" + done.document() + "?includeRawText=maybe"), 400, "VALIDATION_ERROR");
        refused(get("/v1/documents/doc_x"), 404, "DOCUMENT_NOT_FOUND");
        refused(get("/v1/documents/doc_x/content"), 404, "DOCUMENT_NOT_FOUND");
        refused(given().header("X-API-Key", key).delete("/v1/documents/doc_x").then(), 404, "DOCUMENT_NOT_FOUND");
    }

    @Test
    void listsAreSortedFilteredAndReadByCursor() {
        var beta = done("Beta.pdf", aPdf().withPage("x").build());
        var alpha = done("alpha.pdf", aPdf().withPage("x").build());
        var gamma = done("gamma: ~1.pdf", aPdf().withPage("x").build());
        assertThat(list("")).containsExactly(gamma.document(), alpha.document(), beta.document());
        assertThat(list("sortBy=fileName&sortOrder=asc"))
                .containsExactly(beta.document(), alpha.document(), gamma.document());
        for (String sort : List.of("createdAt", "processedAt", "confidence")) {
            assertThat(list("sortOrder=asc&sortBy=" + sort))
                    .as(sort)
                    .containsExactly(beta.document(), alpha.document(), gamma.document());
        }
        assertThat(list("search=BETA")).containsExactly(beta.document());
        assertThat(list("search=" + alpha.document())).containsExactly(alpha.document());
        assertThat(list("status=queued")).isEmpty();
        assertThat(list("status=completed&documentType=general&startDate=2026-01-01"))
                .hasSize(3);
        assertThat(list("endDate=2026-01-01")).isEmpty();
        refused(get("/v1/documents?sortBy=size"), 400, "VALIDATION_ERROR")
                .body("error.details.field", equalTo("sortBy"));
    }

    @Test
    void afterADeletionOnlyATombstoneOfTheJobIsLeft() {
        var done = done("a.pdf", aPdf().withPage("Secret").build());

        given().header("X-API-Key", key)
                .delete("/v1/documents/" + done.document())
                .then()
                .statusCode(200)
                .body("data.id", equalTo(done.document()));

        get("/v1/jobs/" + done.job()).body("data.status", equalTo("completed")).body("data.result", equalTo(null));
        for (String gone : List.of(
                "/v1/documents/" + done.document(),
                "/v1/documents/" + done.document() + "/content",
                "/v1/jobs/" + done.job() + "/result")) {
            refused(get(gone), 404, "DOCUMENT_NOT_FOUND");
        }
        assertThat(list("")).isEmpty();
        refused(
                given().header("X-API-Key", key)
                        .delete("/v1/documents/" + done.document())
                        .then(),
                404,
                "DOCUMENT_NOT_FOUND");
    }

    @Test
    void aRetryTakesThePlaceOfTheFailedJobAndADeletedDocumentCannotBeRetried() {
        var failed =
                done("bad.pdf", "%PDF-1.4 not a document at all".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String again = post("/v1/jobs/" + failed.job() + "/retry")
                .statusCode(202)
                .body("data.retryOf", equalTo(failed.job()))
                .body("data.documentId", equalTo(failed.document()))
                .extract()
                .path("data.id");
        get("/v1/jobs/" + again + "?wait=60").body("data.status", equalTo("failed"));
        String third = post("/v1/jobs/" + failed.job() + "/retry")
                .statusCode(202)
                .extract()
                .path("data.id");

        get("/v1/documents/" + failed.document()).body("data.jobId", equalTo(third));
        assertThat(list("")).containsExactly(failed.document());

        given().header("X-API-Key", key).delete("/v1/documents/" + failed.document());
        refused(post("/v1/jobs/" + failed.job() + "/retry"), 404, "DOCUMENT_NOT_FOUND");
        refused(post("/v1/jobs/job_x/retry"), 404, "JOB_NOT_FOUND");
        refused(post("/v1/jobs/job_x/cancel"), 404, "JOB_NOT_FOUND");
        refused(post("/v1/jobs/" + failed.job() + "/cancel"), 409, "JOB_NOT_CANCELLABLE");
    }

    @Test
    void aResultComesInTheTypeThatIsLikedBest() {
        var done = done("a.pdf", aPdf().withPage("Total *12*").build());
        String path = "/v1/jobs/" + done.job() + "/result";

        accepting("text/plain", path).contentType(startsWith("text/plain")).body(equalTo("Total *12*"));
        accepting("text/markdown", path)
                .contentType(startsWith("text/markdown"))
                .body(equalTo("# Page 1\n\nTotal \\*12\\*  \n\n"));
        accepting("text/csv", path)
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .body(equalTo(""));
        accepting("*/*", path).contentType(startsWith("application/json"));
        accepting("text/*;q=0.5, application/json;q=0.4, text/markdown;q=0", path)
                .contentType(startsWith("text/plain"));
        refused(accepting("image/png", path), 406, "NOT_ACCEPTABLE");
        refused(post("/v1/jobs/" + done.job() + "/retry"), 409, "JOB_NOT_RETRYABLE");
    }

    private Done done(String fileName, byte[] bytes) {
        var job = given().header("X-API-Key", key)
                .multiPart("file", fileName, bytes, "application/pdf")
                .post("/v1/documents/process/async")
                .jsonPath();
        get("/v1/jobs/" + job.getString("data.id") + "?wait=60").statusCode(200);
        return new Done(job.getString("data.id"), job.getString("data.documentId"));
    }

    /** All documents of a list, two at a time. */
    private List<String> list(String query) {
        var all = new java.util.ArrayList<String>();
        String cursor = "";
        do {
            var page = request()
                    .queryParam("cursor", cursor)
                    .get("/v1/documents?limit=2&" + query)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            all.addAll(page.getList("data.documents.id"));
            cursor = page.getString("data.pagination.nextCursor");
        } while (cursor != null);
        return all;
    }

    private RequestSpecification request() {
        return given().header("X-API-Key", key);
    }

    private ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    private ValidatableResponse post(String path) {
        return request().post(path).then();
    }

    private ValidatableResponse accepting(String types, String path) {
        return request().header("Accept", types).get(path).then();
    }

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).body("error.code", equalTo(code));
    }
}
