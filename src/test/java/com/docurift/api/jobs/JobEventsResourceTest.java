package com.docurift.api.jobs;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.NewOrganization;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job's events over HTTP, from every point at which a reader may have been cut off. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class JobEventsResourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An event of a stream as it came: {@code id}, {@code event} and {@code data}. */
    private record Frame(String id, String event, String data) {}

    @Inject
    Accounts accounts;

    @Inject
    Vertx vertx;

    private String key;

    @BeforeEach
    void anOrganisation() {
        key = anotherKey();
    }

    @Test
    void aStreamIsExactlyTheEventsAfterTheGivenOneAndThenEnds() {
        String job = submit(aPdf().withPages(3).build());
        ended(job);
        var history = history(job);
        assertThat(history).hasSizeGreaterThanOrEqualTo(3);
        assertThat(history.get(history.size() - 1).event()).isEqualTo("document.processing.completed");

        for (int cut = 0; cut < history.size(); cut++) {
            var rest = history.subList(cut, history.size());
            assertThat(frames(stream()
                            .header("Last-Event-ID", cut)
                            .get(events(job))
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString()))
                    .as("header %d", cut)
                    .isEqualTo(rest);
            assertThat(frames(stream()
                            .queryParam("lastEventId", cut)
                            .get(events(job))
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString()))
                    .as("query %d", cut)
                    .isEqualTo(rest);
        }
        var whole = stream().get(events(job)).asString();
        assertThat(frames(whole)).isEqualTo(history);
        assertThat(whole).doesNotContain("content-type:");
    }

    @Test
    void theHeaderWinsOverTheQuery() {
        String job = submit(aPdf().withPages(1).build());
        ended(job);
        var history = history(job);
        int last = history.size();

        var answer = stream()
                .header("Last-Event-ID", last - 1)
                .queryParam("lastEventId", 0)
                .get(events(job))
                .asString();

        assertThat(frames(answer)).containsExactly(history.get(last - 1));
    }

    @Test
    void nothingFollowsTheEnd() {
        String job = submit(aPdf().withPages(1).build());
        ended(job);
        int last = history(job).size();
        stream().header("Last-Event-ID", last).get(events(job)).then().statusCode(204);
        stream().queryParam("lastEventId", last + 1).get(events(job)).then().statusCode(204);
    }

    @Test
    void aStreamThatIsOpenWhileTheJobRunsBringsEveryEventOnceAndEndsWithIt() {
        String job = submit(aPdf().withPages(900).build());

        var frames = frames(stream().get(events(job)).asString());

        assertThat(frames).isEqualTo(history(job));
        assertThat(frames)
                .extracting(Frame::event)
                .startsWith("document.processing.queued", "document.processing.started");
        assertThat(frames.get(frames.size() - 1).event()).isEqualTo("document.processing.completed");
    }

    @Test
    void retryAndACommentComeFirst() {
        String job = submit(aPdf().withPages(1).build());
        ended(job);
        assertThat(stream().get(events(job)).asString().lines().takeWhile(line -> !line.isEmpty()))
                .containsExactlyInAnyOrder("retry:2000", ":stream open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.0", "99999999999", "evt_1"})
    void aSenselessIdIsRefused(String id) {
        String job = submit(aPdf().withPages(1).build());
        for (var request :
                List.of(stream().header("Last-Event-ID", id), stream().queryParam("lastEventId", id))) {
            request.get(events(job))
                    .then()
                    .statusCode(400)
                    .body("error.code", equalTo("VALIDATION_ERROR"))
                    .body("error.details.field", equalTo("lastEventId"));
        }
    }

    @Test
    void anotherOrganisationsJobIsNotFound() {
        String job = submit(aPdf().withPages(1).build());
        key = anotherKey();
        for (String accept : List.of("text/event-stream", "application/json")) {
            given().header("X-API-Key", key)
                    .accept(accept)
                    .get(events(job))
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("JOB_NOT_FOUND"));
        }
    }

    @Test
    void aDocumentThatCannotBeReadEndsWithItsCode() {
        String job = submit("%PDF-1.7\nno objects here".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ended(job);

        var last = new JsonObject(history(job).get(2).data()).getJsonObject("data");

        assertThat(last.getString("status")).isEqualTo("failed");
        assertThat(last.getJsonObject("error").getString("code")).isEqualTo("CORRUPT_DOCUMENT");
        assertThat(last.getJsonObject("error").getBoolean("retryable")).isFalse();
    }

    @Test
    void aKilledExtractionIsFollowedByAnAttemptThatCompletesTheJob() {
        String job = submit(aPdf().withPages(1900).build());
        await().atMost(PATIENCE).until(() -> "processing".equals(job(job).getString("status")));
        extractionProcesses().forEach(ProcessHandle::destroyForcibly);

        ended(job);

        assertThat(job(job).getString("status")).isEqualTo("completed");
        assertThat(job(job).getInteger("attempts")).isEqualTo(2);
        assertThat(history(job).stream().map(Frame::event).filter("document.processing.started"::equals))
                .hasSize(1);
    }

    private String anotherKey() {
        var made = Uni.createFrom()
                .<NewOrganization>emitter(emitter -> vertx.getOrCreateContext()
                        .runOnContext(there -> accounts.createOrganization("Acme")
                                .subscribe()
                                .with(emitter::complete, emitter::fail)));
        return made.await().atMost(PATIENCE).key().key();
    }

    private String submit(byte[] document) {
        return given().header("X-API-Key", key)
                .multiPart("file", "a.pdf", document, "application/pdf")
                .post("/v1/documents/process/async")
                .then()
                .statusCode(202)
                .extract()
                .path("data.id");
    }

    private RequestSpecification stream() {
        return given().header("X-API-Key", key).accept("text/event-stream");
    }

    private static String events(String job) {
        return "/v1/jobs/" + job + "/events";
    }

    private JsonObject job(String job) {
        return new JsonObject(given().header("X-API-Key", key)
                        .get("/v1/jobs/" + job + "?include=none")
                        .asString())
                .getJsonObject("data");
    }

    private void ended(String job) {
        await().atMost(PATIENCE).until(() -> job(job).getString("completedAt") != null);
    }

    private List<Frame> history(String job) {
        JsonArray events = new JsonObject(given().header("X-API-Key", key)
                        .accept("application/json")
                        .get(events(job))
                        .asString())
                .getJsonObject("data")
                .getJsonArray("events");
        return events.stream()
                .map(JsonObject.class::cast)
                .map(event -> new Frame(
                        event.getJsonObject("data").getInteger("sequence").toString(),
                        event.getString("type"),
                        event.encode()))
                .toList();
    }

    private static List<Frame> frames(String stream) {
        var frames = new ArrayList<Frame>();
        for (String block : stream.split("\n\n")) {
            var fields = block.lines()
                    .filter(line -> line.indexOf(':') > 0)
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(':')),
                            line -> line.substring(line.indexOf(':') + 1).strip()));
            String data = fields.get("data");
            if (data != null) {
                frames.add(new Frame(fields.get("id"), fields.get("event"), new JsonObject(data).encode()));
            }
        }
        return frames;
    }

    private static List<ProcessHandle> extractionProcesses() {
        Stream<ProcessHandle> ours = ProcessHandle.current().descendants();
        var extracting = ours.filter(
                        process -> process.info().commandLine().orElse("").contains("ChildMain"))
                .toList();
        assertThat(extracting).isNotEmpty();
        return extracting;
    }
}
