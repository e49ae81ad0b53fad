package com.docurift.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.api.jobs.NothingIsProcessed;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.platform.Ids;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has reached the end of its time, on the clock of the machine and with the default retention. */
@QuarkusTest
@TestProfile(NothingIsProcessed.class)
@WithTestResource(EmbeddedServersResource.class)
class RetentionTest {
    @Inject
    Retention retention;

    @Inject
    EventLog log;

    @Inject
    Pool pool;

    @Test
    void aJobThatStillWaitsWhenItsDocumentExpiresFails() {
        String expired = waiting(Duration.ofDays(30).plusSeconds(1));
        String young = waiting(Duration.ofDays(29));

        assertThat(retention.letGo().await().indefinitely()).isFalse();

        assertThat(column(expired, "(status, error_code, error_retryable, started_at is null)"))
                .isEqualTo("(failed,EXPIRED,t,t)");
        assertThat(log.after(expired, 0, 10).await().indefinitely())
                .extracting(event -> event.type())
                .containsExactly(EventType.FAILED);
        assertThat(column(young, "status")).isEqualTo("pending");
    }

    @Test
    void weeksThatEndedBeforeTheLimitAreDroppedAndOthersStay() {
        Instant now = Instant.now();
        partitions(now.minus(Duration.ofDays(120)));
        partitions(now.minus(Duration.ofDays(60)));

        retention.letGo().await().indefinitely();

        assertThat(exists("job", now.minus(Duration.ofDays(120)))).isFalse();
        assertThat(exists("event", now.minus(Duration.ofDays(120)))).isFalse();
        assertThat(exists("delivery", now.minus(Duration.ofDays(120)))).isFalse();
        assertThat(exists("document", now.minus(Duration.ofDays(120)))).isFalse();
        assertThat(exists("document", now.minus(Duration.ofDays(60)))).isFalse();
        assertThat(exists("result", now.minus(Duration.ofDays(60)))).isFalse();
        assertThat(exists("job", now.minus(Duration.ofDays(60)))).isTrue();
        assertThat(exists("document", now)).isTrue();
    }

    private String waiting(Duration age) {
        Instant created = Instant.now().minus(age);
        partitions(created);
        String id = new Ids(Clock.fixed(created, ZoneOffset.UTC)).next("job");
        pool.preparedQuery("""
                        insert into job (id, organization_id, document_id, status, progress, sequence, document_type, priority, language,
                            extract_tables, ocr_fallback, file_name, file_size, mime_type, traceparent, created_at, updated_at)
                        values ($1, 'org_r', replace($1, 'job', 'doc'), 'pending', 0, 1, 'generic', 0, 'en', true, true, 'x.pdf', 1,
                            'application/pdf', '', $2, $2)
                        """)
                .execute(Tuple.from(List.of(id, created.atOffset(ZoneOffset.UTC))))
                .await()
                .indefinitely();
        return id;
    }

    private void partitions(Instant at) {
        pool.preparedQuery("select create_partitions($1, $1)")
                .execute(Tuple.of(at.atOffset(ZoneOffset.UTC)))
                .await()
                .indefinitely();
    }

    private boolean exists(String table, Instant at) {
        return pool.preparedQuery(
                        "select to_regclass($1 || '_' || to_char(date_trunc('week', $2::timestamptz, 'UTC') at time zone 'UTC', 'YYYYMMDD'))"
                                + " is not null")
                .execute(Tuple.of(table, at.atOffset(ZoneOffset.UTC)))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getBoolean(0);
    }

    private String column(String job, String expression) {
        return pool.preparedQuery("select (" + expression + ")::text from job where id = $1")
                .execute(Tuple.of(job))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }
}
