package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One document's way, seen by everybody who may look: the poller, the watcher, the Kafka consumer, the receivers of webhooks. */
class JourneyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String COMPLETED = "document.processing.completed";
    private static final String FAILED = "document.processing.failed";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String OWN_SECRET = "a secret of the caller's own making";

    private static Service service;
    private static Api api;
    private static Receiver receiver;

    @BeforeAll
    static void start() {
        service = Service.shared();
        api = service.api();
        receiver = new Receiver();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    @Test
    void aDocumentIsAnalysedAndEverybodyIsToldTheSame() {
        String registeredSecret = register("/registered", COMPLETED);

        JsonNode accepted = api.submit(
                aPdf().withPages(800).build(),
                Map.of(
                        "webhookUrl",
                        receiver.url("/own"),
                        "webhookSecret",
                        OWN_SECRET,
                        "callbackMetadata",
                        "{\"order\":4711}"),
                Map.of("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
        String id = accepted.path("id").asText();
        var stream = api.stream(id);

        assertThat(accepted.path("status").asText()).isEqualTo("pending");
        assertThat(statesUntilTheEnd(id)).endsWith("processing", "completed").doesNotContain("failed");
        assertTheResultIsWhole(api.job(id));
        List<SseFrame> frames = stream.orTimeout(20, TimeUnit.SECONDS).join();
        assertTheStreamIsWhole(frames);
        assertThat(api.history(id))
                .isEqualTo(frames.stream().map(SseFrame::data).toList());
        assertKafkaSaysTheSame(id, frames);
        String lastEvent = frames.get(frames.size() - 1).data().path("id").asText();
        assertArrivedSigned("/own", id, lastEvent, OWN_SECRET);
        assertArrivedSigned("/registered", id, lastEvent, registeredSecret);
    }

    @Test
    void aCorruptDocumentFailsAndItsReceiverIsTold() {
        byte[] torn = "%PDF-1.7\nthis is where the document was torn off".getBytes(StandardCharsets.US_ASCII);

        String id = api.submit(torn, Map.of("webhookUrl", receiver.url("/torn")), Map.of())
                .path("id")
                .asText();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(api.job(id).path("status").asText()).isEqualTo("failed"));
        JsonNode error = api.job(id).path("error");
        assertThat(error.path("code").asText()).isEqualTo("CORRUPT_DOCUMENT");
        assertThat(error.path("retryable").asBoolean()).isFalse();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.hits("/torn"))
                        .extracting(Receiver.Hit::type, Receiver.Hit::jobId)
                        .containsExactly(tuple(FAILED, id)));
        assertThat(receiver.hits("/torn").get(0).event().path("data").path("error"))
                .isEqualTo(error);
    }

    private static String register(String path, String event) {
        JsonNode endpoint = api.post(
                        "/v1/webhooks", "{\"url\":\"" + receiver.url(path) + "\",\"events\":[\"" + event + "\"]}")
                .data();
        assertThat(endpoint.path("secret").asText()).startsWith("whsec_");
        return endpoint.path("secret").asText();
    }

    private static List<String> statesUntilTheEnd(String id) {
        List<String> states = new ArrayList<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            String status = api.job(id).path("status").asText();
            if (states.isEmpty() || !states.get(states.size() - 1).equals(status)) {
                states.add(status);
            }
            return status.equals("completed") || status.equals("failed");
        });
        return states;
    }

    private static void assertTheResultIsWhole(JsonNode job) {
        assertThat(job.path("progress").asInt()).isEqualTo(100);
        assertThat(job.path("pageCount").asInt()).isEqualTo(800);
        assertThat(job.path("metadata").path("order").asInt()).isEqualTo(4711);
        assertThat(job.path("result").path("pages")).hasSize(800);
        assertThat(job.path("result").path("rawText").asText())
                .contains("Page 1\n")
                .contains("Page 800");
    }

    private static void assertTheStreamIsWhole(List<SseFrame> frames) {
        assertThat(frames)
                .extracting(SseFrame::id)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, frames.size())
                        .mapToObj(Integer::toString)
                        .toList());
        assertThat(frames)
                .extracting(SseFrame::event)
                .startsWith("document.processing.queued", "document.processing.started")
                .endsWith(COMPLETED);
        assertThat(frames).extracting(SseFrame::event).containsOnlyOnce(COMPLETED);
        for (SseFrame frame : frames) {
            assertThat(frame.data().path("type").asText()).isEqualTo(frame.event());
            assertThat(frame.data().path("apiVersion").asText()).isEqualTo("2024-01-26");
            assertThat(frame.data().path("data").path("sequence").asText()).isEqualTo(frame.id());
        }
    }

    private static void assertKafkaSaysTheSame(String id, List<SseFrame> frames) {
        var records = Topic.ofJob(
                Topic.read(
                        service.bootstrapServers(),
                        seen -> Topic.ofJob(seen, id).size() >= frames.size()),
                id);
        assertThat(records)
                .extracting(record -> Topic.header(record, "ce_sequence"))
                .containsExactlyElementsOf(frames.stream().map(SseFrame::id).toList());
        for (int i = 0; i < frames.size(); i++) {
            assertIsCloudEvent(records.get(i), id, frames.get(i).data());
        }
    }

    private static void assertIsCloudEvent(ConsumerRecord<String, String> record, String jobId, JsonNode envelope) {
        assertThat(Topic.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Topic.header(record, "ce_id")).isEqualTo(envelope.path("id").asText());
        assertThat(Topic.header(record, "ce_type"))
                .isEqualTo(envelope.path("type").asText());
        assertThat(Topic.header(record, "ce_time"))
                .isEqualTo(envelope.path("createdAt").asText());
        assertThat(Topic.header(record, "ce_source")).isEqualTo("/docurift/jobs");
        assertThat(Topic.header(record, "ce_subject")).isEqualTo(jobId);
        assertThat(Topic.header(record, "ce_partitionkey")).isEqualTo(jobId);
        assertThat(Topic.header(record, "content-type")).isEqualTo("application/json");
        assertThat(Topic.header(record, "traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
        assertThat(Answer.json(record.value())).isEqualTo(envelope.path("data"));
    }

    private static void assertArrivedSigned(String path, String jobId, String eventId, String secret) {
        await().atMost(PATIENCE).until(() -> !receiver.hits(path).isEmpty());
        Receiver.Hit hit = receiver.hits(path).get(0);
        assertThat(hit.jobId()).isEqualTo(jobId);
        assertThat(hit.type()).isEqualTo(COMPLETED);
        assertThat(hit.event().path("id").asText()).isEqualTo(eventId);
        assertThat(hit.header("X-DocuRift-Event-Id")).isEqualTo(eventId);
        assertThat(hit.header("webhook-id")).isEqualTo(eventId);
        assertThat(hit.header("X-DocuRift-Signature")).isEqualTo(Signed.byDocuRift(hit, secret));
        assertThat(hit.header("webhook-signature").split(" ")).contains(Signed.byStandardWebhooks(hit, secret));
        assertThat(hit.header("Content-Type")).startsWith("application/json");
        assertThat(hit.header("User-Agent")).startsWith("DocuRift-Webhooks/");
        assertThat(hit.header("traceparent")).startsWith("00-" + TRACE + "-");
    }
}
