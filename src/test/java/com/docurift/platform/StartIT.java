package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Start and end of the packaged service on its own servers. */
class StartIT {
    private static final Duration REFUSAL = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(30);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void startsRunsTheSampleEndsWithoutATraceAndFindsItsJobsAgain() throws Exception {
        Map<String, String> settings = RunningService.freshSettings(directory.resolve("data"));
        try (RunningService first = RunningService.start(settings, "--sample").ready()) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(first.said())
                            .contains("processing", "completed", "X-DocuRift-Signature  verified")
                            .contains("webhook-signature     verified"));
            assertThat(show("fsync", settings)).isEqualTo("on");
            first.terminate();
            assertThat(first.ended(GRACE)).isEqualTo(143);
        }
        assertThat(processesOn(directory)).isEmpty();

        try (RunningService second = RunningService.start(settings).ready()) {
            assertThat(second.get("/v1/jobs?status=completed").body()).contains("\"total\":1");
            assertThat(second.said()).doesNotContain("Sample run");
        }
    }

    @Test
    void recoversFromAKillThatLeftItsPostgresRunning() throws Exception {
        Map<String, String> settings = RunningService.freshSettings(directory.resolve("data"));
        try (RunningService killed = RunningService.start(settings).ready()) {
            assertThat(killed.submit().statusCode()).isEqualTo(202);
            killed.kill();
            killed.ended(GRACE);
        }
        assertThat(processesOn(directory)).as("orphans").isNotEmpty();

        try (RunningService next = RunningService.start(settings).ready()) {
            assertThat(next.said()).contains("that a killed instance left running");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    next.get("/v1/jobs?status=completed").body())
                            .contains("\"total\":1"));
            assertThatSecondInstanceIsRefused(settings);
        }
    }

    private void assertThatSecondInstanceIsRefused(Map<String, String> settings) throws Exception {
        Map<String, String> others = RunningService.freshSettings(Path.of(settings.get("DOCURIFT_DATA_DIR")));
        assertRefused(others, "is in use by another instance: stop that one, or set DOCURIFT_DATA_DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUARKUS_HTTP_PORT", "DOCURIFT_EMBEDDED_POSTGRES_PORT", "DOCURIFT_EMBEDDED_KAFKA_PORT"})
    void namesAPortThatAnotherProcessListensOn(String setting) throws Exception {
        Map<String, String> settings = RunningService.freshSettings(directory.resolve("data"));
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress("0.0.0.0", 0));
            settings.put(setting, Integer.toString(other.getLocalPort()));

            assertRefused(
                    settings,
                    "Port " + other.getLocalPort() + " is already in use: stop the process that listens on it, or set "
                            + setting);
        }
    }

    @Test
    void namesABrokenDataDirectory() throws Exception {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres").resolve("something"), "else");

        assertRefused(RunningService.freshSettings(data), "cannot be used (", "DOCURIFT_DATA_DIR");
    }

    @ParameterizedTest
    @CsvSource({"DOCURIFT_BOOTSTRAP_API_KEY, secret", "DOCURIFT_ROLES, nonsense", "DOCURIFT_PROCESSING_LEASE, abc"})
    void namesASettingThatCannotBe(String setting, String value) throws Exception {
        Map<String, String> settings = RunningService.freshSettings(directory.resolve("data"));
        settings.put(setting, value);

        assertRefused(settings, setting);
    }

    /** Exit code 1, and nothing but one sentence beside the announcements of long steps. */
    private static void assertRefused(Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        try (RunningService refused = RunningService.start(settings)) {
            assertThat(refused.ended(REFUSAL)).isEqualTo(1);
            List<String> sentences = refused.said()
                    .lines()
                    .filter(line -> !line.endsWith("(first start only) …"))
                    .filter(line -> !line.contains(" INFO "))
                    .toList();
            assertThat(sentences).hasSize(1);
            assertThat(sentences.get(0)).contains(words).endsWith(".");
        }
    }

    private static String show(String setting, Map<String, String> settings) throws IOException, SQLException {
        String password = Files.readString(Path.of(settings.get("DOCURIFT_DATA_DIR"), "postgres.password"))
                .strip();
        String url = "jdbc:postgresql://127.0.0.1:" + settings.get("DOCURIFT_EMBEDDED_POSTGRES_PORT") + "/docurift";
        try (var connection = DriverManager.getConnection(url, "docurift", password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Processes that have a file of the data directory in their command line: PostgreSQL, and what serves it. */
    private static List<Long> processesOn(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }
}
