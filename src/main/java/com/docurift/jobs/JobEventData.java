package com.docurift.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of a job's event in two halves, before and after the value of {@code sequence}: the database puts the number between
 * them, in the statement that raises it.
 */
record JobEventData(String head, String tail) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SEQUENCE = "\"sequence\":";

    /** The job after a change. Values that are not known are left out. */
    static JobEventData of(JobFacts facts, JobStatus status, int progress, Extra extra) {
        var text = new StringWriter(512);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("jobId", facts.jobId());
            json.writeStringField("documentId", facts.documentId());
            json.writeStringField("organizationId", facts.organizationId());
            optional(json, "batchId", facts.batchId());
            json.writeNumberField("sequence", 0);
            json.writeStringField("status", status.wireName());
            json.writeNumberField("progress", progress);
            json.writeStringField("fileName", facts.fileName());
            json.writeNumberField("fileSize", facts.fileSize());
            json.writeStringField("mimeType", facts.mimeType());
            json.writeStringField("documentType", facts.documentType());
            extra.write(json);
            if (facts.metadata() != null) {
                json.writeFieldName("metadata");
                json.writeRawValue(facts.metadata());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return split(text.toString());
    }

    /** The whole JSON with a number that is known already. */
    String with(int sequence) {
        return head + sequence + tail;
    }

    private static JobEventData split(String json) {
        // The first occurrence is the key itself: before it stand only ids, which hold no quote.
        int cut = json.indexOf(SEQUENCE) + SEQUENCE.length();
        return new JobEventData(json.substring(0, cut), json.substring(cut + 1));
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** What only some events carry. */
    record Extra(
            @Nullable Integer pageCount,
            int attempts,
            @Nullable Double confidence,
            @Nullable JobError error) {
        static final Extra NONE = new Extra(null, 0, null, null);

        private void write(JsonGenerator json) throws IOException {
            if (pageCount != null) {
                json.writeNumberField("pageCount", pageCount);
            }
            if (attempts > 0) {
                json.writeNumberField("attempts", attempts);
            }
            if (confidence != null) {
                json.writeNumberField("confidence", confidence);
            }
            if (error != null) {
                json.writeObjectFieldStart("error");
                json.writeStringField("code", error.code());
                json.writeStringField("message", error.message());
                json.writeBooleanField("retryable", error.retryable());
                json.writeEndObject();
            }
        }
    }
}
