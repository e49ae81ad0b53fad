package com.docurift.journey;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The polling function of the public documentation with nothing but its URL changed, as Python where there is one and as Java. */
class SeedPollingIT {

    private static final String DOCUMENTED_URL = "https://api.docurift.com";
    private static final byte[] TORN = "%PDF-1.7\ntorn off".getBytes(UTF_8);

    private static Api api;

    @BeforeAll
    static void start() {
        api = Service.shared().api();
    }

    @Test
    void theDocumentedFunctionReturnsTheCompletedJob(@TempDir Path directory) throws Exception {
        assumePythonWithRequests();
        String id = submit(aPdf().withPage("Polled from Python").build());

        Run run = python(directory, "print(json.dumps(wait_for_completion('%s', '%s')))".formatted(id, api.key()));

        assertThat(run.status()).as(run.output()).isZero();
        JsonNode job = Answer.json(run.output());
        assertThat(job.path("id").asText()).isEqualTo(id);
        assertThat(job.path("result").path("rawText").asText()).contains("Polled from Python");
    }

    @Test
    void theDocumentedFunctionRaisesForAFailedJob(@TempDir Path directory) throws Exception {
        assumePythonWithRequests();
        String id = submit(TORN);

        Run run = python(directory, "wait_for_completion('%s', '%s')".formatted(id, api.key()));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Exception: Job failed");
    }

    @Test
    void itsLogicReturnsTheCompletedJob() {
        String id = submit(aPdf().withPage("Polled from Java").build());

        JsonNode job = waitForCompletion(id);

        assertThat(job.path("id").asText()).isEqualTo(id);
        assertThat(job.path("result").path("rawText").asText()).contains("Polled from Java");
    }

    @Test
    void itsLogicRaisesForAFailedJob() {
        String id = submit(TORN);

        assertThatThrownBy(() -> waitForCompletion(id)).hasStackTraceContaining("Job failed");
    }

    private static JsonNode waitForCompletion(String id) {
        AtomicReference<JsonNode> completed = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    JsonNode job = api.get("/v1/jobs/" + id).data();
                    String status = job.get("status").textValue();
                    if (status.equals("failed")) {
                        throw new IllegalStateException("Job failed");
                    }
                    completed.set(job);
                    return status.equals("completed");
                });
        return completed.get();
    }

    private static String submit(byte[] document) {
        return api.submit(document).path("id").asText();
    }

    private static void assumePythonWithRequests() throws Exception {
        boolean present;
        try {
            present = new ProcessBuilder("python3", "-c", "import requests")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noPython) {
            present = false;
        }
        if (!present) {
            System.err.println("SKIPPED: the documented Python function, for want of python3 with requests");
        }
        assumeThat(present).as("python3 with requests").isTrue();
    }

    private record Run(int status, String output) {}

    private static Run python(Path directory, String call) throws Exception {
        Path program = directory.resolve("program.py");
        Files.writeString(program, documentedFunction() + "\n\nimport json\n" + call + "\n");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder("python3", program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(70, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output));
    }

    private static String documentedFunction() throws IOException {
        try (var source = SeedPollingIT.class.getResourceAsStream("/journey/wait_for_completion.py")) {
            assertThat(source).isNotNull();
            String function = new String(source.readAllBytes(), UTF_8);
            assertThat(function).containsOnlyOnce(DOCUMENTED_URL);
            return function.replace(DOCUMENTED_URL, api.base());
        }
    }
}
