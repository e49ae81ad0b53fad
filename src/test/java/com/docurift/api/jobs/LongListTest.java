package com.docurift.api.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Lists of more jobs than are counted. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class LongListTest {
    private static final String FAILED_JOBS = """
            insert into job (id, organization_id, document_id, status, progress, sequence, document_type, priority, language, extract_tables,
                ocr_fallback, file_name, file_size, mime_type, attempts, error_code, error_message, error_retryable, traceparent, created_at,
                updated_at, completed_at)
            select left(id_floor('job', now()), 14) || to_char(random() * 1e6, 'FM000000') || to_char(number, 'FM0000000000'), $1, id_floor('doc', now()),
                'failed', 0, 2, 'generic', 0, 'en', true, true, 'a.pdf', 1, 'application/pdf', 1, 'INTERNAL_ERROR', 'test', true, '',
                now(), now(), now()
            from generate_series($2::integer, $3::integer) as number
            """;

    @Inject
    Accounts accounts;

    @Inject
    Pool pool;

    @Test
    void aTotalIsExactUpToTenThousand() {
        var acme = accounts.createOrganization("Acme").await().indefinitely();
        insertJobs(acme.id(), 1, 10_000);
        var exact = list(acme.key().key(), "?limit=100&page=100");
        assertThat(exact.getInt("data.pagination.total")).isEqualTo(10_000);
        assertThat(exact.getMap("data.pagination")).doesNotContainKey("totalIsExact");
        assertThat(exact.getBoolean("data.pagination.hasNext")).isFalse();

        insertJobs(acme.id(), 10_001, 10_001);
        var more = list(acme.key().key(), "?limit=100&page=100");
        assertThat(more.getInt("data.pagination.total")).isEqualTo(10_000);
        assertThat(more.getInt("data.pagination.totalPages")).isEqualTo(100);
        assertThat(more.getBoolean("data.pagination.totalIsExact")).isFalse();
        assertThat(more.getBoolean("data.pagination.hasNext")).isTrue();
        String next = more.getString("data.pagination.nextCursor");
        assertThat(list(acme.key().key(), "?cursor=" + next).getList("data.jobs"))
                .hasSize(1);
        assertThat(list(acme.key().key(), "?limit=100&page=101").getList("data.jobs"))
                .hasSize(1);
    }

    private static JsonPath list(String key, String query) {
        return given().header("X-API-Key", key)
                .get("/v1/jobs" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void insertJobs(String organizationId, int first, int last) {
        pool.preparedQuery(FAILED_JOBS)
                .execute(Tuple.of(organizationId, first, last))
                .await()
                .indefinitely();
    }
}
