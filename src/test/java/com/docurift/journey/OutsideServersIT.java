package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.platform.embedded.EmbeddedServersResource;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A small cluster: PostgreSQL and Kafka are somebody else's, the roles are spread over processes of the same jar. */
class OutsideServersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Receiver receiver;
    private Service front;
    private Service back;
    private Service successor;

    @BeforeEach
    void prepare() {
        Map<String, String> servers = EmbeddedServersResource.settings();
        receiver = new Receiver();
        front = Service.onFreshData()
                .with("DOCURIFT_POSTGRES_URL", servers.get("quarkus.datasource.reactive.url"))
                .with("DOCURIFT_POSTGRES_USER", servers.get("quarkus.datasource.username"))
                .with("DOCURIFT_POSTGRES_PASSWORD", servers.get("quarkus.datasource.password"))
                .with("KAFKA_BOOTSTRAP_SERVERS", servers.get("kafka.bootstrap.servers"))
                .with("DOCURIFT_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8")
                .with("DOCURIFT_ROLES", "api,relay");
        back = front.sibling().with("DOCURIFT_ROLES", "processor,dispatcher").with("DOCURIFT_PROCESSING_SLOTS", "1");
        successor = back.sibling();
    }

    @AfterEach
    void stop() {
        List.of(front, back, successor).forEach(Service::close);
        receiver.close();
    }

    @Test
    void rolesOnSeveralProcessesShareTheWorkAndHandItOver() throws Exception {
        front.start();
        back.start();
        Api api = front.api();

        String alone = submit(api, aPdf().withPage("Read by another process").build());

        awaitCompletion(api, List.of(alone));
        assertThat(api.job(alone).path("result").path("rawText").asText()).contains("Read by another process");
        assertNothingIsEmbedded();

        byte[] slow = Documents.slow();
        List<String> many = Stream.generate(() -> submit(api, slow)).limit(3).toList();
        await().atMost(PATIENCE)
                .until(() -> many.stream().anyMatch(id -> status(api, id).equals("processing")));
        back.terminate();
        assertThat(many).anyMatch(id -> !status(api, id).equals("completed"));
        successor.start();

        awaitCompletion(api, many);
        assertThat(many).allSatisfy(id -> assertTheHistoryIsGapless(api.history(id)));
    }

    private void awaitCompletion(Api api, List<String> jobs) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(jobs)
                        .allSatisfy(id -> assertThat(status(api, id)).isEqualTo("completed")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.hits())
                        .extracting(Receiver.Hit::jobId)
                        .containsAll(jobs));
    }

    private void assertNothingIsEmbedded() {
        for (Service service : List.of(front, back)) {
            assertThat(service.embeddedPorts()).allMatch(FreePorts::isFree);
        }
        assertThat(front.data().resolve("postgres")).doesNotExist();
        assertThat(front.data().resolve("kafka")).doesNotExist();
    }

    private static void assertTheHistoryIsGapless(List<JsonNode> events) {
        assertThat(events)
                .extracting(event -> event.path("data").path("sequence").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, events.size()).boxed().toList());
    }

    private String submit(Api api, byte[] document) {
        return api.submit(document, Map.of("webhookUrl", receiver.url("/hook")), Map.of())
                .path("id")
                .asText();
    }

    private static String status(Api api, String job) {
        return api.get("/v1/jobs/" + job + "?include=none")
                .data()
                .path("status")
                .asText();
    }
}
