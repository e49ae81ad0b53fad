package com.docurift.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No loop is silent: each one that the service needs is started, works, and shows it. A new loop is added to {@link #LOOPS}. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class LoopsTest {
    private static final String[] LOOPS = {
        "api-key-last-use",
        "claim",
        "document-sweep",
        "job-counts",
        "leases",
        "partitions",
        "relay",
        "reports",
        "rescue",
        "retention",
        "stop-notices",
        "webhook-claims",
        "webhook-dead-letters",
        "webhook-due-count"
    };

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern IDLE =
            Pattern.compile("(?m)^docurift_loop_idle_seconds\\{.*?loop=\"([^\"]+)\".*} (\\S+)$");

    @Test
    void readinessShowsTheLastSuccessOfEachLoop() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, String> shown = given().get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("checks.find { it.name == 'background loops: last success' }.data");
            assertThat(shown).containsOnlyKeys(LOOPS);
            assertThat(shown.values())
                    .allSatisfy(at ->
                            assertThat(Instant.parse(at)).isBefore(Instant.now().plusSeconds(1)));
        });
    }

    @Test
    void metricsShowTheTimeSinceTheLastSuccessOfEachLoop() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var idle = new HashMap<String, Double>();
            var lines = IDLE.matcher(given().get("/q/metrics").asString());
            while (lines.find()) {
                idle.put(lines.group(1), Double.valueOf(lines.group(2)));
            }
            assertThat(idle).containsOnlyKeys(LOOPS);
            assertThat(idle.values()).allSatisfy(seconds -> assertThat(seconds).isBetween(0.0, 3600.0));
        });
    }
}
