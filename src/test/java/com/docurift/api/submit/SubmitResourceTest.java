package com.docurift.api.submit;

import static com.docurift.api.Refusals.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.docurift.accounts.Accounts;
import com.docurift.documents.DocumentContent;
import com.docurift.documents.Documents;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class SubmitResourceTest {
    private static final String ASYNC = "/v1/documents/process/async";

    @Inject
    Accounts accounts;

    @Inject
    Documents documents;

    private String key;

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    private RequestSpecification form() {
        return given().header("X-API-Key", key);
    }

    private ValidatableResponse submit(Map<String, String> fields) {
        var form = form().multiPart("file", "invoice.pdf", pdf(2000), "application/pdf");
        fields.forEach((name, value) -> form.multiPart(new MultiPartSpecBuilder(value.getBytes(StandardCharsets.UTF_8))
                .controlName(name)
                .mimeType("text/plain")
                .emptyFileName()
                .build()));
        return form.post(ASYNC).then();
    }

    @Test
    void anAcceptedDocumentIsAJobThatCanBeFollowed() {
        var answer = submit(Map.of());
        String id = answer.statusCode(202)
                .body("success", equalTo(true))
                .body("data.status", equalTo("pending"))
                .body("data.documentType", equalTo("generic"))
                .body("data.fileName", equalTo("invoice.pdf"))
                .body("data.fileSize", equalTo(2000))
                .body("data.mimeType", equalTo("application/pdf"))
                .body("data.priority", equalTo("normal"))
                .body("data.language", equalTo("en"))
                .body("data.extractTables", equalTo(true))
                .body("data.ocrFallback", equalTo(true))
                .body("data.metadata", nullValue())
                .body("data.webhookSecret", nullValue())
                .extract()
                .path("data.id");
        answer.header("Location", equalTo("/v1/jobs/" + id))
                .body("data.jobId", equalTo(id))
                .body("data.statusUrl", equalTo("/v1/jobs/" + id))
                .body("data.eventsUrl", equalTo("/v1/jobs/" + id + "/events"));
    }

    @Test
    void everyFieldIsKeptAsAskedFor() {
        submit(Map.of(
                        "documentType",
                        "general",
                        "priority",
                        "high",
                        "language",
                        "de",
                        "extractTables",
                        "False",
                        "ocrFallback",
                        "TRUE"))
                .statusCode(202)
                .body("data.documentType", equalTo("generic"))
                .body("data.priority", equalTo("high"))
                .body("data.language", equalTo("de"))
                .body("data.extractTables", equalTo(false))
                .body("data.ocrFallback", equalTo(true));
        submit(Map.of("documentType", "air_waybill", "nonsense", "x", "document_type", "zzz"))
                .statusCode(202)
                .body("data.documentType", equalTo("air_waybill"));
    }

    @Test
    void metadataComesBackLetterByLetter() {
        String given =
                "{ \"big\": 123456789012345678901234567890, \"none\": null, \"exact\": 1.10, \"text\": \"é\\u00e9\" }";
        assertThat(submit(Map.of("callbackMetadata", given))
                        .statusCode(202)
                        .extract()
                        .asString())
                .contains("\"metadata\":" + given);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "documentType | passport",
                "documentType | Invoice",
                "priority | urgent",
                "priority | HIGH",
                "language | english",
                "language | e",
                "language | zz",
                "language | iw",
                "language | EN",
                "extractTables | maybe",
                "ocrFallback | 2",
                "callbackMetadata | {",
                "callbackMetadata | [1]",
                "callbackMetadata | \"x\"",
                "callbackMetadata | null",
                "callbackMetadata | {} {}",
                "callbackMetadata | {\"a\":1,}",
                "webhookUrl | not a url"
            })
    void aBadValueIsRefusedByTheNameOfItsField(String field, String value) {
        refused(submit(Map.of(field, value)), 400, "VALIDATION_ERROR").body("error.details.field", equalTo(field));
    }

    @Test
    void metadataIsTakenUpTo16KiB() {
        String most = "{\"x\":\"" + "y".repeat(16 * 1024 - 8) + "\"}";
        submit(Map.of("callbackMetadata", most)).statusCode(202);
        refused(submit(Map.of("callbackMetadata", most.replace("}", " }"))), 400, "VALIDATION_ERROR")
                .body("error.details.field", equalTo("callbackMetadata"));
    }

    @Test
    void saysWhatIsAllowed() {
        refused(submit(Map.of("priority", "urgent")), 400, "VALIDATION_ERROR")
                .body("error.details.allowed", equalTo(List.of("normal", "high")))
                .body("error.message", containsString("high"));
    }

    @Test
    void aFieldThatComesTwiceIsRefused() {
        refused(
                        form().multiPart("priority", "high")
                                .multiPart("priority", "normal")
                                .multiPart("file", "a.pdf", pdf(2000))
                                .post(ASYNC)
                                .then(),
                        400,
                        "VALIDATION_ERROR")
                .body("error.details.field", equalTo("priority"));
        refused(
                        form().multiPart("file", "a.pdf", pdf(2000))
                                .multiPart("file", "b.pdf", pdf(2000))
                                .post(ASYNC)
                                .then(),
                        400,
                        "VALIDATION_ERROR")
                .body("error.details.field", equalTo("file"));
    }

    @Test
    void withoutAFileThereIsNothingToDo() {
        refused(form().multiPart("documentType", "invoice").post(ASYNC).then(), 400, "VALIDATION_ERROR")
                .body("error.details.field", equalTo("file"));
        refused(form().multiPart("file", "text, not a file").post(ASYNC).then(), 400, "VALIDATION_ERROR")
                .body("error.details.field", equalTo("file"));
        refused(form().multiPart("file", "empty.pdf", new byte[0]).post(ASYNC).then(), 400, "EMPTY_FILE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GIF89a........", "PK\u0003\u0004 %PDF-1.7", "plain text", "II*\u0000...", "RIFF....WEBPVP8 "})
    void onlyPdfIsTakenWhateverItIsCalled(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        refused(
                form().multiPart("file", "a.pdf", bytes, "application/pdf")
                        .post(ASYNC)
                        .then(),
                400,
                "INVALID_FILE_TYPE");
    }

    @Test
    void theNameIsShownWithoutItsPath() {
        for (var name : List.of("/tmp/x/Overview 2024.pdf", "C:\\docs\\Overview 2024.pdf", "../../Overview 2024.pdf")) {
            form().multiPart("file", name, pdf(100))
                    .post(ASYNC)
                    .then()
                    .statusCode(202)
                    .body("data.fileName", equalTo("Overview 2024.pdf"));
        }
        form().multiPart("file", "x".repeat(300) + ".pdf", pdf(100))
                .post(ASYNC)
                .then()
                .statusCode(202)
                .body("data.fileName", equalTo("x".repeat(255)));
    }

    @Test
    void aWebhookWithoutASecretGetsOneThatIsShownOnce() {
        submit(Map.of("webhookUrl", "http://127.0.0.1:29999/hook"))
                .statusCode(202)
                .body("data.webhookSecret", matchesPattern("whsec_[A-Za-z0-9+/=]{44}"));
        submit(Map.of("webhookUrl", "http://127.0.0.1:29999/hook", "webhookSecret", "mine"))
                .statusCode(202)
                .body("data.webhookSecret", nullValue());
        refused(submit(Map.of("webhookUrl", "http://10.0.0.1/hook")), 400, "WEBHOOK_URL_NOT_ALLOWED");
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 200_000})
    void aRefusedRequestLeavesNoJobEvenWhenOnlyASecretWithoutUrlIsWrong(int size) {
        for (var secret : List.of(" ", "x".repeat(257))) {
            refused(
                            form().multiPart("file", "invoice.pdf", pdf(size), "application/pdf")
                                    .multiPart("webhookSecret", secret)
                                    .post(ASYNC)
                                    .then(),
                            400,
                            "VALIDATION_ERROR")
                    .body("error.details.field", equalTo("webhookSecret"));
        }
        form().get("/v1/jobs").then().statusCode(200).body("data.pagination.total", equalTo(0));
    }

    @Test
    void theBytesAreInTheRowOrInAFile() throws Exception {
        byte[] small = pdf(16 * 1024);
        byte[] large = pdf(16 * 1024 + 1);
        String smallId = form().multiPart("file", "s.pdf", small)
                .post(ASYNC)
                .then()
                .statusCode(202)
                .extract()
                .path("data.documentId");
        String largeId = form().multiPart("file", "l.pdf", large)
                .post(ASYNC)
                .then()
                .statusCode(202)
                .extract()
                .path("data.documentId");

        var contents = documents
                .contents(List.of(smallId, largeId, "doc_none"))
                .await()
                .indefinitely();

        assertThat(contents).containsOnlyKeys(smallId, largeId);
        assertThat(((DocumentContent.InRow) contents.get(smallId)).bytes()).isEqualTo(small);
        assertThat(Files.readAllBytes(((DocumentContent.InFile) contents.get(largeId)).path()))
                .isEqualTo(large);
    }

    @Test
    void tooMuchTextIsTooLarge() {
        refused(
                form().multiPart("nonsense", "x".repeat(65_537))
                        .multiPart("file", "a.pdf", pdf(100))
                        .post(ASYNC)
                        .then(),
                413,
                "REQUEST_TOO_LARGE");
    }

    @Test
    void onlyFormsAreTaken() {
        refused(form().contentType("text/plain").body("hello").post(ASYNC).then(), 415, "UNSUPPORTED_MEDIA_TYPE");
        for (var type : List.of("multipart/form-data", "multipart/form-data; boundary=xx")) {
            refused(
                    form().contentType("application/octet-stream")
                            .header("Content-Type", type)
                            .body("garbage".getBytes())
                            .post(ASYNC)
                            .then(),
                    400,
                    "MALFORMED_REQUEST");
        }
    }

    @Test
    void theFormIsDescribed() {
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'" + ASYNC + "'.post.requestBody.content.'multipart/form-data'.schema", notNullValue())
                .body("paths.'" + ASYNC + "'.post.responses.'202'.description", startsWith("The job"));
    }

    static byte[] pdf(int size) {
        byte[] document = new byte[size];
        Arrays.fill(document, (byte) '\n');
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, document, 0, 9);
        return document;
    }
}
