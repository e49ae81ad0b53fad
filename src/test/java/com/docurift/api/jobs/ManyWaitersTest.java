package com.docurift.api.jobs;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.accounts.Accounts;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Thousands of clients wait for one job: nothing asks the database while they wait, and the job's end answers all of them. */
@QuarkusTest
@TestProfile(ManyWaitersTest.NothingIsProcessedButTold.class)
@WithTestResource(EmbeddedServersResource.class)
class ManyWaitersTest {
    private static final int WAITERS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Jobs wait until they are cancelled, and their events are published. */
    public static class NothingIsProcessedButTold implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("docurift.roles", "api,relay", "docurift.limits.requests-per-second", "0");
        }
    }

    @Inject
    Accounts accounts;

    @Inject
    MeterRegistry metrics;

    @Inject
    Pool pool;

    @TestHTTPResource
    URI url;

    @Test
    void theEndOfAJobAnswersEveryWaiterAndNobodyPollsMeanwhile() {
        String key =
                accounts.createOrganization("Acme").await().indefinitely().key().key();
        String job = given().header("X-API-Key", key)
                .multiPart("file", "x.pdf", "%PDF-1.7 x".getBytes(UTF_8))
                .post("/v1/documents/process/async")
                .path("data.id");
        long atFirst = lookUps();
        var vertx = Vertx.vertx();
        var answers = new ConcurrentLinkedQueue<String>();
        try {
            var client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(url.getPort()),
                    new PoolOptions().setHttp1MaxSize(WAITERS));
            for (int i = 0; i < WAITERS; i++) {
                client.request(HttpMethod.GET, "/v1/jobs/" + job + "?wait=60&include=none")
                        .compose(request -> request.putHeader("X-API-Key", key).send())
                        .compose(answer ->
                                answer.body().map(body -> body.toJsonObject().getJsonObject("data")))
                        .onComplete(done ->
                                answers.add(done.succeeded() ? done.result().getString("status") : "" + done.cause()));
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(answers).isEmpty();
                assertThat(waiting()).isEqualTo(WAITERS);
            });
            await().atMost(PATIENCE).until(() -> lookUps() - atFirst >= WAITERS); // each looks once before it waits

            long before = lookUps();
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            assertThat(lookUps() - before).isLessThan(WAITERS / 10);
            assertThat(answers).isEmpty();

            given().header("X-API-Key", key)
                    .post("/v1/jobs/" + job + "/cancel")
                    .then()
                    .statusCode(200);

            await().atMost(PATIENCE).until(() -> answers.size() == WAITERS);
            assertThat(answers).containsOnly("failed");
            assertThat(waiting()).isZero();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private double waiting() {
        return metrics.get("docurift.waits.open").gauge().value();
    }

    /** How often a job was looked up by its id so far, as PostgreSQL counts it, some seconds late. */
    private long lookUps() {
        return pool.query(
                        "select coalesce(sum(idx_scan), 0)::bigint from pg_stat_user_indexes where indexrelname ~ '^job_[0-9]+_pkey$'")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
