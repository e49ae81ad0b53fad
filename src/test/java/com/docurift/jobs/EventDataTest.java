package com.docurift.jobs;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.events.Event;
import com.docurift.jobs.Attempts.Completion;
import com.docurift.platform.Time;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The {@code data} of events has the fields of the contract, section 4, in one order, and only those that are known. */
class EventDataTest {
    private static final String METADATA =
            "{ \"sequence\": 7, \"big\": 123456789012345678901234567890, \"none\": null, \"exact\": 1.10, \"e\": \"\\u00e9\" }";
    private static final String FILE_NAME = "a \"sequence\":0 \\ \u00fc.pdf";

    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    @Test
    void eachEventDescribesTheJobAfterTheChange() {
        String acme = rig.ids.next("org");
        var job = rig.running(aSubmission()
                .ofOrganisation(acme)
                .ofType("invoice")
                .withFileName(FILE_NAME)
                .withMetadata(METADATA));
        await(rig.attempts.progress(job, 4, 1));
        await(rig.attempts.complete(job, new Completion(4, 4, 0.875, "{}".getBytes(UTF_8), null)));

        var events = rig.eventsOf(job.id());
        var queued = facts(job, 1, "pending", 0);
        assertThat(new JsonObject(events.get(0).data())).isEqualTo(queued);
        assertThat(new JsonObject(events.get(1).data()))
                .isEqualTo(facts(job, 2, "processing", 0).put("attempts", 1));
        assertThat(new JsonObject(events.get(2).data()))
                .isEqualTo(facts(job, 3, "processing", 25).put("pageCount", 4).put("attempts", 1));
        assertThat(new JsonObject(events.get(3).data()))
                .isEqualTo(facts(job, 4, "completed", 100)
                        .put("pageCount", 4)
                        .put("attempts", 1)
                        .put("confidence", 0.875));
        assertThat(new JsonObject(events.get(3).data()).fieldNames())
                .containsExactly(
                        "jobId",
                        "documentId",
                        "organizationId",
                        "sequence",
                        "status",
                        "progress",
                        "fileName",
                        "fileSize",
                        "mimeType",
                        "documentType",
                        "pageCount",
                        "attempts",
                        "confidence",
                        "metadata");
        assertThat(events).allSatisfy(event -> assertThat(event.data()).endsWith("\"metadata\":" + METADATA + "}"));
    }

    @Test
    void aFailureNamesItsError() {
        var job = rig.running(aSubmission());
        await(rig.attempts.fail(job, 0, null, new JobError("CORRUPT_DOCUMENT", "It is \"broken\"", false)));

        var data = new JsonObject(rig.eventsOf(job.id()).get(2).data());

        assertThat(data.getJsonObject("error"))
                .isEqualTo(new JsonObject()
                        .put("code", "CORRUPT_DOCUMENT")
                        .put("message", "It is \"broken\"")
                        .put("retryable", false));
        assertThat(data.fieldNames()).doesNotContain("pageCount", "confidence", "metadata", "batchId");
    }

    @Test
    void theEnvelopeCarriesIdTypeVersionTimeAndData() {
        var job = rig.running(aSubmission());
        Event event = rig.eventsOf(job.id()).get(1);

        assertThat(event.id()).matches("evt_[0-9a-z]{26}");
        assertThat(event.envelope())
                .isEqualTo("{\"id\":\"" + event.id() + "\",\"type\":\"document.processing.started\","
                        + "\"apiVersion\":\"2024-01-26\",\"createdAt\":\"" + Time.millis(rig.clock.instant())
                        + "\",\"data\":" + event.data() + "}");
    }

    private static JsonObject facts(ClaimedJob job, int sequence, String status, int progress) {
        return new JsonObject()
                .put("jobId", job.id())
                .put("documentId", job.facts().documentId())
                .put("organizationId", job.facts().organizationId())
                .put("sequence", sequence)
                .put("status", status)
                .put("progress", progress)
                .put("fileName", FILE_NAME)
                .put("fileSize", 8)
                .put("mimeType", "application/pdf")
                .put("documentType", "invoice")
                .put("metadata", new JsonObject(METADATA));
    }
}
