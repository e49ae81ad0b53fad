package com.docurift.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.accounts.Accounts;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What well-behaved clients never send. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class RawUploadTest {
    private static final int LIMIT = 2 << 20;
    private static final String FILE_PART =
            "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";
    private static final String CLOSE = "\r\n--xx--\r\n";

    @Inject
    Accounts accounts;

    @Inject
    PlatformConfig platform;

    @TestHTTPResource
    URL url;

    private String key;

    @BeforeEach
    void anOrganisation() {
        key = accounts.createOrganization("Acme").await().indefinitely().key().key();
    }

    @Test
    void exactlyTheLimitIsTaken() throws Exception {
        assertThat(send(FILE_PART, SubmitResourceTest.pdf(LIMIT), CLOSE))
                .startsWith("HTTP/1.1 202")
                .contains("\"fileSize\":" + LIMIT);
    }

    @Test
    void oneByteMoreIsTooLargeAndLeavesNoFile() throws Exception {
        long before = files();
        assertThat(send(FILE_PART, SubmitResourceTest.pdf(LIMIT + 1), CLOSE))
                .startsWith("HTTP/1.1 413")
                .contains("FILE_TOO_LARGE");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aLargeAnnouncementIsRefusedAtOnceAndTheAnswerArrives() throws Exception {
        try (var client = connect("Content-Length: " + (512 << 20))) {
            client.setSoTimeout(5_000);
            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("FILE_TOO_LARGE");
        }
    }

    @Test
    void aClientThatSendsOnAndOnStillReadsItsRefusal() throws Exception {
        try (var client = connect("Content-Length: " + (3L << 20))) {
            var out = client.getOutputStream();
            out.write(FILE_PART.getBytes(StandardCharsets.UTF_8));
            out.write(SubmitResourceTest.pdf((3 << 20) - FILE_PART.length()));
            out.flush();
            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("FILE_TOO_LARGE");
        }
    }

    @Test
    void chunkedBodiesAreCountedToo() throws Exception {
        try (var client = connect("Transfer-Encoding: chunked")) {
            chunk(client, FILE_PART.getBytes(StandardCharsets.UTF_8));
            chunk(client, SubmitResourceTest.pdf(40_000));
            chunk(client, CLOSE.getBytes(StandardCharsets.UTF_8));
            chunk(client, new byte[0]);
            assertThat(answer(client)).startsWith("HTTP/1.1 202").contains("\"fileSize\":40000");
        }
        try (var client = connect("Transfer-Encoding: chunked")) {
            chunk(client, FILE_PART.getBytes(StandardCharsets.UTF_8));
            chunk(client, SubmitResourceTest.pdf(LIMIT + 1));
            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("FILE_TOO_LARGE");
        }
    }

    @Test
    void aConnectionThatBreaksLeavesNoFileAndGivesItsPlaceBack() throws Exception {
        long before = files();
        for (int i = 0; i < 10; i++) { // more than may be in flight
            try (var client = connect("Content-Length: 1000000")) {
                client.getOutputStream().write(FILE_PART.getBytes(StandardCharsets.UTF_8));
                client.getOutputStream().write(SubmitResourceTest.pdf(200_000));
                client.getOutputStream().flush();
                Awaitility.await().until(() -> files() > before);
            }
            Awaitility.await().untilAsserted(() -> assertThat(files()).isEqualTo(before));
        }
        assertThat(send(FILE_PART, SubmitResourceTest.pdf(100), CLOSE)).startsWith("HTTP/1.1 202");
    }

    @Test
    void aClientThatStallsIsGivenUp() throws Exception {
        long before = files();
        try (var client = connect("Content-Length: 1000000")) {
            client.getOutputStream().write(FILE_PART.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(SubmitResourceTest.pdf(200_000));
            client.getOutputStream().flush();
            client.setSoTimeout(10_000);
            assertThat(answer(client)).startsWith("HTTP/1.1 400").contains("MALFORMED_REQUEST");
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aSlowClientIsWaitedForAsLongAsItMakesProgress() throws Exception {
        byte[] piece = SubmitResourceTest.pdf(70_000);
        try (var client = connect("Content-Length: " + (FILE_PART.length() + 8 * piece.length + CLOSE.length()))) {
            client.getOutputStream().write(FILE_PART.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 8; i++) { // in all three times as long as a client may stall
                client.getOutputStream().write(piece);
                client.getOutputStream().flush();
                Awaitility.await().pollDelay(Duration.ofMillis(400)).until(() -> true);
            }
            client.getOutputStream().write(CLOSE.getBytes(StandardCharsets.UTF_8));
            assertThat(answer(client)).startsWith("HTTP/1.1 202").contains("\"fileSize\":560000");
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws Exception {
        byte[] document = SubmitResourceTest.pdf(30_000);
        try (var client = connect(
                "Expect: 100-continue\r\nContent-Length: " + (FILE_PART.length() + document.length + CLOSE.length()))) {
            assertThat(answer(client)).startsWith("HTTP/1.1 100");
            client.getOutputStream().write(FILE_PART.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(document);
            client.getOutputStream().write(CLOSE.getBytes(StandardCharsets.UTF_8));
            assertThat(answer(client)).startsWith("HTTP/1.1 202");
        }
        try (var client = connect("Expect: 100-continue\r\nContent-Length: " + (512 << 20))) {
            assertThat(answer(client)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void moreUploadsAtATimeThanAllowedAreAskedToComeBack() throws Exception {
        var open = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 4; i++) {
                open.add(connect("Expect: 100-continue\r\nContent-Length: 1000"));
                assertThat(answer(open.get(i))).startsWith("HTTP/1.1 100");
            }
            assertThat(send(FILE_PART, SubmitResourceTest.pdf(100), CLOSE))
                    .startsWith("HTTP/1.1 503")
                    .contains("SERVICE_UNAVAILABLE")
                    .containsIgnoringCase("retry-after: 1");
        } finally {
            for (var client : open) {
                client.close();
            }
        }
        Awaitility.await()
                .until(() -> send(FILE_PART, SubmitResourceTest.pdf(100), CLOSE).startsWith("HTTP/1.1 202"));
    }

    @Test
    void aBodyWithoutItsClosingBoundaryIsBroken() throws Exception {
        long before = files();
        assertThat(send(FILE_PART, SubmitResourceTest.pdf(30_000), ""))
                .startsWith("HTTP/1.1 400")
                .contains("MALFORMED_REQUEST");
        assertThat(files()).isEqualTo(before);
    }

    private String send(String head, byte[] document, String tail) throws IOException {
        try (var client = connect("Content-Length: " + (head.length() + document.length + tail.length()))) {
            client.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().write(document);
            client.getOutputStream().write(tail.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            return answer(client);
        }
    }

    private Socket connect(String headers) throws IOException {
        var client = new Socket("127.0.0.1", url.getPort());
        client.setSoTimeout(10_000);
        client.getOutputStream()
                .write(("POST /v1/documents/process/async HTTP/1.1\r\nHost: here\r\nX-API-Key: " + key
                                + "\r\nContent-Type: multipart/form-data; boundary=xx\r\n" + headers + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return client;
    }

    private static void chunk(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().write(bytes);
        client.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
    }

    /** One answer: its head, and the body that the head announces. */
    private static String answer(Socket client) throws IOException {
        var text = new StringBuilder();
        var in = client.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            int one = in.read();
            if (one < 0) {
                return text.toString();
            }
            text.append((char) one);
        }
        var length = List.of(text.toString().split("\r\n")).stream()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private long files() throws IOException {
        var directory = Path.of(platform.dataDir(), "documents");
        if (!Files.exists(directory)) {
            return 0;
        }
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
