package com.docurift.sample;

import com.docurift.sample.Receiver.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One invoice from its upload to the verified webhook, told step by step. */
final class Sample {
    private static final Duration JOB_PATIENCE = Duration.ofSeconds(60);
    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_LINES = 40;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final String url;
    private final String key;
    private final Clock clock;
    private final PrintStream out;
    private final Client client;

    Sample(String url, String key, Clock clock, PrintStream out) {
        this.url = url;
        this.key = key;
        this.clock = clock;
        this.out = out;
        this.client = new Client(url, key);
    }

    void through(Receiver receiver) throws InterruptedException {
        out.println("Sample run: an invoice through the public API, as a client would send it");
        step(
                "POST",
                url + "/v1/documents/process/async  file=invoice.pdf documentType=invoice webhookUrl="
                        + receiver.url());
        JsonNode accepted = client.submit(receiver.url());
        String id = accepted.path("id").asText();
        step("202", id);
        step("GET", url + "/v1/jobs/" + id + "/events");
        String end = follow(id);
        tellResult(client.job(id));
        tellWebhook(receiver, accepted.path("webhookSecret").asText());
        if (end.equals("completed")) {
            tellHowToGoOn(id);
        }
    }

    /** Prints the states until the last one, and answers that. */
    private String follow(String id) throws InterruptedException {
        BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
        var lines = client.events(id);
        Thread reader = new Thread(
                () -> lines.filter(line -> line.startsWith("data:"))
                        .map(line -> client.parse(line.substring("data:".length())))
                        .forEach(events::add),
                "sample-events");
        reader.setDaemon(true);
        reader.start();
        String state = "";
        Instant until = clock.instant().plus(JOB_PATIENCE);
        while (!isTerminal(state)) {
            JsonNode event = events.poll(
                    Math.max(0, Duration.between(clock.instant(), until).toMillis()), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new SampleFailure("the job is still %s after %d s (does a process with the role processor run?)"
                        .formatted(state.isEmpty() ? "unheard of" : state, JOB_PATIENCE.toSeconds()));
            }
            state = event.path("data").path("status").asText();
            tellState(event, state);
        }
        return state;
    }

    private static boolean isTerminal(String state) {
        return state.equals("completed") || state.equals("failed");
    }

    private void tellState(JsonNode event, String state) {
        JsonNode data = event.path("data");
        String more = state.equals("processing") || state.equals("completed")
                ? data.path("progress").asInt() + " %"
                : data.path("error").path("message").asText("");
        line(
                Instant.parse(event.path("createdAt").asText()),
                state,
                event.path("type").asText() + "  " + more);
    }

    private void tellResult(JsonNode job) {
        JsonNode result = job.path("result");
        String text = result.path("document")
                .path("rawText")
                .asText(result.path("rawText").asText());
        out.println();
        out.println("  The text of the document:");
        text.lines().limit(MOST_LINES).forEach(line -> out.println("    | " + line));
        out.println();
    }

    private void tellWebhook(Receiver receiver, String secret) throws InterruptedException {
        Optional<Received> came = receiver.next(WEBHOOK_PATIENCE);
        if (came.isEmpty()) {
            throw new SampleFailure("no webhook came within %d s (does a process with the role dispatcher run?)"
                    .formatted(WEBHOOK_PATIENCE.toSeconds()));
        }
        Received webhook = came.get();
        JsonNode envelope = client.parse(new String(webhook.body(), java.nio.charset.StandardCharsets.UTF_8));
        step(
                "webhook",
                envelope.path("type").asText() + "  " + envelope.path("id").asText() + "  " + webhook.body().length
                        + " bytes");
        boolean docuRift = webhook.isSignedDocuRift(secret);
        boolean standard = webhook.isSignedStandard(secret);
        out.println("                X-DocuRift-Signature  " + verdict(docuRift));
        out.println("                webhook-signature     " + verdict(standard));
        if (!docuRift || !standard) {
            throw new SampleFailure("the webhook is not signed with the job's secret");
        }
    }

    private static String verdict(boolean good) {
        return good ? "verified" : "WRONG";
    }

    private void tellHowToGoOn(String id) {
        out.println();
        out.println("  Go on with this key, which expires in ten minutes:");
        out.println("    export KEY=" + key);
        out.println("    curl -s  -H \"X-API-Key: $KEY\" " + url + "/v1/jobs/" + id);
        out.println("    curl -sN -H \"X-API-Key: $KEY\" -H 'Accept: text/event-stream' " + url + "/v1/jobs/" + id
                + "/events");
        out.println("    curl -s  -H \"X-API-Key: $KEY\" -F file=@your.pdf " + url + "/v1/documents/process/async");
        out.println("  The service stays up; Ctrl-C ends it and everything it started.");
        out.println();
    }

    private void step(String name, String what) {
        line(clock.instant(), name, what);
    }

    private void line(Instant at, String name, String what) {
        out.println("  %s  %-10s  %s".formatted(TIME.format(at), name, what));
    }
}
