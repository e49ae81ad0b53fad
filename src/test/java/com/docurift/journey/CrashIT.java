package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service process is killed in the midst of everything, and started again on the same data: nothing is lost. */
class CrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TAKE_OVER = Duration.ofSeconds(15);
    private static final int QUICK = 3;
    private static final int SLOW = 2;
    private static final int WAITING = 20;

    private Service service;
    private Api api;
    private Receiver receiver;

    @BeforeEach
    void start() {
        receiver = new Receiver();
        service = Service.onFreshData()
                .with("DOCURIFT_PROCESSING_SLOTS", Integer.toString(SLOW))
                .with("DOCURIFT_WEBHOOKS_RETRY_SCHEDULE", "4S,4S,4S,4S,4S,4S,4S,4S")
                .with("DOCURIFT_WEBHOOKS_TIMEOUT", "1S")
                .with("DOCURIFT_WEBHOOKS_LEASE", "6S")
                .start();
        api = service.api();
    }

    @AfterEach
    void stop() {
        service.close();
        receiver.close();
    }

    @Test
    void everythingEndsAfterTheServiceWasKilledAtWork() throws Exception {
        receiver.answerWith(500);
        Set<String> delivering = submitted(QUICK, aPdf().withPage("Quick").build());
        await().atMost(PATIENCE).until(() -> delivering.stream().allMatch(this::wasRefused));
        Set<String> processing = submitted(SLOW, Documents.slow());
        await().atMost(PATIENCE).until(() -> processing.stream().allMatch(id -> progressOf(id) > 0));
        Set<String> pending = submitted(WAITING, aPdf().withPage("Waiting").build());
        assertThat(pending).allSatisfy(id -> assertThat(statusOf(id)).isEqualTo("pending"));
        List<ProcessHandle> workers = service.workers();
        assertThat(workers).hasSizeGreaterThanOrEqualTo(SLOW);

        service.kill();
        receiver.answerWith(200);
        await("the workers end by themselves")
                .atMost(Duration.ofSeconds(10))
                .until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
        service.start();

        await("taken over")
                .atMost(TAKE_OVER)
                .untilAsserted(() -> assertThat(processing)
                        .allSatisfy(id ->
                                assertThat(api.job(id).path("attempts").asInt()).isEqualTo(2)));
        List<String> all =
                Stream.of(delivering, processing, pending).flatMap(Set::stream).toList();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(all)
                        .allSatisfy(id -> assertThat(statusOf(id)).isEqualTo("completed")));
        assertThat(all)
                .allSatisfy(id ->
                        assertThat(api.job(id).path("result").path("pages")).isNotEmpty());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(all).allMatch(this::wasDelivered));
        assertTheLogsAgree(all);
    }

    /** History without gaps; on Kafka each event once or more, first seen in order. */
    private void assertTheLogsAgree(List<String> jobs) {
        Map<String, List<String>> histories = new LinkedHashMap<>();
        for (String job : jobs) {
            List<JsonNode> events = api.history(job);
            assertThat(events)
                    .extracting(event -> event.path("data").path("sequence").asInt())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, events.size()).boxed().toList());
            assertThat(events.get(events.size() - 1).path("type").asText()).isEqualTo("document.processing.completed");
            histories.put(
                    job, events.stream().map(event -> event.path("id").asText()).toList());
        }
        Predicate<List<ConsumerRecord<String, String>>> whole =
                seen -> jobs.stream().allMatch(job -> idsOf(seen, job).containsAll(histories.get(job)));
        var records = Topic.read(service.bootstrapServers(), whole);
        histories.forEach((job, events) ->
                assertThat(idsOf(records, job).stream().distinct()).containsExactlyElementsOf(events));
    }

    private static List<String> idsOf(List<ConsumerRecord<String, String>> records, String job) {
        return Topic.ofJob(records, job).stream()
                .map(record -> Topic.header(record, "ce_id"))
                .toList();
    }

    private Set<String> submitted(int count, byte[] document) {
        return IntStream.range(0, count)
                .mapToObj(i -> api.submit(document, Map.of("webhookUrl", receiver.url("/hook")), Map.of())
                        .path("id")
                        .asText())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean wasRefused(String job) {
        return receiver.hits().stream()
                .anyMatch(hit -> hit.answered() == 500 && hit.jobId().equals(job));
    }

    private boolean wasDelivered(String job) {
        return receiver.hits().stream()
                .anyMatch(hit -> hit.answered() == 200 && hit.jobId().equals(job));
    }

    private int progressOf(String job) {
        return api.job(job).path("progress").asInt();
    }

    private String statusOf(String job) {
        return api.get("/v1/jobs/" + job + "?include=none")
                .data()
                .path("status")
                .asText();
    }
}
