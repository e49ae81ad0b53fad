package com.docurift.api.jobs;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.docurift.accounts.Accounts;
import com.docurift.jobs.MetadataHashes;
import com.docurift.platform.Ids;
import com.docurift.platform.Time;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.builder.MultiPartSpecBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of jobs against a model of it in memory: every filter, every pair of filters, both sorts, both orders, by cursor and by page. */
@QuarkusTest
@TestProfile(NothingIsProcessed.class)
@WithTestResource(EmbeddedServersResource.class)
class JobListTest {
    private static final int JOBS = 60;
    private static final String[] TYPES = {"generic", "invoice", "receipt"};
    private static final String[] STATUSES = {"pending", "processing", "completed", "failed"};

    private record Row(
            String id,
            String status,
            String type,
            @Nullable String batch,
            String color,
            Instant created,
            Instant updated) {}

    private record Filter(String name, String value, Predicate<Row> holds) {}

    @Inject
    Accounts accounts;

    @Inject
    Pool pool;

    private String key = "";
    private String organization = "";

    @BeforeEach
    void anOrganisation() {
        var made = accounts.createOrganization("Acme").await().indefinitely();
        key = made.key().key();
        organization = made.id();
    }

    @Test
    void everyFilterEveryPairAndEveryOrderAnswersWhatTheModelSays() {
        var rows = jobs(Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1)));
        manyMoreHave("frequent", "1");
        Instant middle = rows.get(JOBS / 2).created();
        Instant second = Instant.ofEpochSecond(middle.getEpochSecond());
        var filters = List.of(
                new Filter("status", "pending", row -> row.status().equals("pending")),
                new Filter("status", "processing", row -> row.status().equals("processing")),
                new Filter("status", "failed", row -> row.status().equals("failed")),
                new Filter("documentType", "general", row -> row.type().equals("generic")),
                new Filter("documentType", "contract", row -> false),
                new Filter("batchId", "bat_1", row -> "bat_1".equals(row.batch())),
                new Filter("metadata.color", "red", row -> row.color().equals("red")),
                new Filter("metadata.n", "7", row -> true),
                new Filter("metadata.frequent", "1", row -> true),
                new Filter(
                        "startDate", Time.seconds(middle), row -> !row.created().isBefore(second)),
                new Filter("endDate", Time.seconds(middle), row -> row.created().isBefore(second.plusSeconds(1))));
        for (String sortBy : List.of("createdAt", "updatedAt")) {
            for (String sortOrder : List.of("asc", "desc")) {
                for (Filter one : filters) {
                    for (Filter other : filters.subList(filters.indexOf(one), filters.size())) {
                        var query = new HashMap<>(Map.of("sortBy", sortBy, "sortOrder", sortOrder, "limit", "17"));
                        query.put(one.name(), one.value());
                        query.put(other.name(), other.value());
                        var expected = ordered(rows, sortBy, sortOrder).stream()
                                .filter(
                                        one.name().equals(other.name())
                                                ? other.holds()
                                                : one.holds().and(other.holds()))
                                .map(Row::id)
                                .toList();
                        assertThat(byCursor(query)).as("%s", query).isEqualTo(expected);
                    }
                }
                var query = Map.of("sortBy", sortBy, "sortOrder", sortOrder, "limit", "50");
                var expected =
                        ordered(rows, sortBy, sortOrder).stream().map(Row::id).toList();
                assertThat(byCursor(query)).as("%s", query).isEqualTo(expected);
                assertThat(byPage(query)).as("%s", query).isEqualTo(expected);
            }
        }
    }

    @Test
    void aBoundCoversItsSecondOrItsDayWhateverItsOffset() {
        Instant noon = Instant.parse("2026-01-26T12:00:00.999Z");
        pool.query("select create_partitions('2026-01-26', '2026-01-26')")
                .execute()
                .await()
                .indefinitely();
        String id = insert(new Random(1), noon, "completed").id();

        for (String covering : List.of(
                "endDate=2026-01-26",
                "endDate=2026-01-26T12:00:00Z",
                "endDate=2026-01-26T14:00:00%2B02:00",
                "endDate=2026-01-26T14:00:00+02:00",
                "endDate=2026-01-26T12:00:00.999Z",
                "startDate=2026-01-26",
                "startDate=2026-01-26T06:30:00-05:30",
                "startDate=2026-01-26T12:00:00.9989Z&endDate=2026-01-26T12:00:00.9991z",
                "startDate=0001-01-01&endDate=9999-12-31")) {
            assertThat(ids(covering)).as(covering).containsExactly(id);
        }
        for (String missing : List.of(
                "endDate=2026-01-25",
                "endDate=2026-01-26T11:59:59Z",
                "endDate=2026-01-26T12:00:00.998Z",
                "startDate=2026-01-27",
                "startDate=2026-01-26T12:00:01Z",
                "endDate=1900-01-01")) {
            assertThat(ids(missing)).as(missing).isEmpty();
        }
    }

    @Test
    void metadataIsComparedAsText() {
        String metadata =
                "{\"text\":\"a \\\"b\\\" ü\",\"number\":12345678901234567890.10,\"yes\":true,\"none\":null,\"list\":[1, 2]}";
        String id = given().header("X-API-Key", key)
                .multiPart("file", "x.pdf", "%PDF-1.7 x".getBytes(UTF_8))
                .multiPart(new MultiPartSpecBuilder(metadata.getBytes(UTF_8))
                        .controlName("callbackMetadata")
                        .mimeType("text/plain")
                        .emptyFileName()
                        .build())
                .post("/v1/documents/process/async")
                .path("data.id");

        for (var wanted : Map.of(
                        "text",
                        "a \"b\" ü",
                        "number",
                        "12345678901234567890.10",
                        "yes",
                        "true",
                        "none",
                        "null",
                        "list",
                        "[1, 2]")
                .entrySet()) {
            var query = Map.of("metadata." + wanted.getKey(), wanted.getValue());
            assertThat(byCursor(query)).as("%s", query).containsExactly(id);
        }
        assertThat(byCursor(Map.of("metadata.text", "a"))).isEmpty();
        assertThat(byCursor(Map.of("metadata.Text", "a \"b\" ü"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "status,queued",
        "documentType,passport",
        "sortBy,progress",
        "sortOrder,up",
        "startDate,yesterday",
        "startDate,2024-13-01",
        "startDate,2024-01-26T10:00:00",
        "startDate,2024-01-26T10:00:00+24:00",
        "endDate,2024-02-30",
        "endDate,2024-01-26T25:00:00Z",
        "cursor,am9iX0E"
    })
    void aBadValueIsNamed(String field, String value) {
        given().header("X-API-Key", key)
                .queryParam(field, value)
                .get("/v1/jobs")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.details.field", equalTo(field));
    }

    @Test
    void aRefusalSaysWhatIsAllowedAndACursorServesItsOwnOrderOnly() {
        given().header("X-API-Key", key)
                .get("/v1/jobs?documentType=passport")
                .then()
                .body("error.details.allowed", hasItem("proof_of_delivery"));
        jobs(Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(1)));
        String cursor = given().header("X-API-Key", key)
                .get("/v1/jobs?sortBy=updatedAt&limit=5")
                .path("data.pagination.nextCursor");
        given().header("X-API-Key", key)
                .queryParam("cursor", cursor)
                .get("/v1/jobs")
                .then()
                .statusCode(400)
                .body("error.details.field", equalTo("cursor"));
    }

    private static List<Row> ordered(List<Row> rows, String sortBy, String sortOrder) {
        Comparator<Row> order = sortBy.equals("createdAt")
                ? Comparator.comparing(Row::id)
                : Comparator.<Row>comparingLong(row -> row.updated().getEpochSecond())
                        .thenComparing(Row::id);
        var ordered = new ArrayList<>(rows);
        ordered.sort(order);
        if (sortOrder.equals("desc")) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private List<String> byCursor(Map<String, String> query) {
        var all = new ArrayList<String>();
        String cursor = null;
        do {
            var request = given().header("X-API-Key", key).queryParams(query);
            var page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/jobs")
                    .jsonPath();
            all.addAll(page.getList("data.jobs.id"));
            cursor = page.getString("data.pagination.nextCursor");
            // What is counted of the frequent value alone are its own rows, those without a job too.
            if (cursor == null && !query.containsKey("metadata.frequent")) {
                assertThat(page.getInt("data.pagination.total")).as("%s", query).isEqualTo(all.size());
            }
        } while (cursor != null);
        return all;
    }

    private List<String> byPage(Map<String, String> query) {
        var all = new ArrayList<String>();
        for (int number = 1; number <= 3; number++) {
            all.addAll(given().header("X-API-Key", key)
                    .queryParams(query)
                    .queryParam("page", number)
                    .get("/v1/jobs")
                    .jsonPath()
                    .getList("data.jobs.id"));
        }
        return all;
    }

    private List<String> ids(String query) {
        return given().header("X-API-Key", key)
                .urlEncodingEnabled(false)
                .get("/v1/jobs?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("data.jobs.id");
    }

    /** Jobs some milliseconds apart, so that several share a second, each at a state of its own. */
    private List<Row> jobs(Instant first) {
        var random = new Random(42);
        var rows = new ArrayList<Row>();
        Instant at = first;
        for (int i = 0; i < JOBS; i++) {
            at = at.plusMillis(1 + random.nextInt(600));
            rows.add(insert(random, at, STATUSES[random.nextInt(STATUSES.length)]));
        }
        return rows;
    }

    /** So many that the value no longer counts as rare; jobs of that hour that are there no more. */
    private void manyMoreHave(String name, String value) {
        pool.preparedQuery("""
                        insert into job_metadata (hash, job_id)
                        select $1, substr(id_floor('job', now() - interval '1 hour' + n * interval '20 milliseconds'), 1, 14) || lpad(n::text, 16, '0')
                        from generate_series(1, 2100) n
                        """)
                .execute(Tuple.of(MetadataHashes.of(organization, name, value)))
                .await()
                .indefinitely();
    }

    private Row insert(Random random, Instant created, String status) {
        boolean pending = status.equals("pending");
        Instant updated = pending ? created : created.plusMillis(random.nextInt(5_000));
        String id = new Ids(java.time.Clock.fixed(created, ZoneOffset.UTC)).next("job");
        String color = random.nextInt(4) == 0 ? "red" : "blue";
        var row = new Row(
                id,
                status,
                TYPES[random.nextInt(TYPES.length)],
                random.nextInt(5) == 0 ? "bat_1" : null,
                color,
                created,
                updated);
        String metadata = "{\"color\":\"" + color + "\",\"n\":7,\"frequent\":1}";
        pool.preparedQuery("""
                        insert into job (id, organization_id, document_id, batch_id, status, progress, sequence, document_type, priority, language,
                            extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, created_at, updated_at,
                            started_at, completed_at, lease_expires_at, error_code, error_message, error_retryable)
                        select $1, $2, replace($1, 'job', 'doc'), nullif($3, ''), $4::text, case $4::text when 'completed' then 100 else 0 end, 1, $5, 0, 'en',
                            true, true, $6, 'x.pdf', 1, 'application/pdf', '', $7, $8,
                            case when $4::text <> 'pending' then $7::timestamptz end,
                            case when $4::text in ('completed', 'failed') then $8::timestamptz end,
                            case $4::text when 'processing' then now() + interval '1 day' end,
                            case $4::text when 'failed' then 'CANCELLED' end, case $4::text when 'failed' then 'x' end,
                            case $4::text when 'failed' then true end
                        """)
                .execute(Tuple.from(List.of(
                        id,
                        organization,
                        row.batch() == null ? "" : row.batch(),
                        status,
                        row.type(),
                        metadata,
                        created.atOffset(ZoneOffset.UTC),
                        updated.atOffset(ZoneOffset.UTC))))
                .await()
                .indefinitely();
        for (Long hash : MetadataHashes.of(organization, metadata)) {
            pool.preparedQuery("insert into job_metadata (hash, job_id) values ($1, $2)")
                    .execute(Tuple.of(hash, id))
                    .await()
                    .indefinitely();
        }
        return row;
    }
}
