package com.docurift.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.documents.StoredDocument;
import com.docurift.platform.Ids;
import com.docurift.platform.TraceParent;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Submissions for tests: {@code aSubmission().ofOrganisation(acme).withHighPriority().to(jobs)}. */
public final class SubmissionBuilder {
    private static final Ids IDS = new Ids(Clock.systemUTC());

    private String organization = IDS.next("org");
    private String fileName = "invoice.pdf";
    private byte[] content = "%PDF-1.7".getBytes(UTF_8);
    private String documentType = "generic";
    private boolean high;
    private @Nullable String metadata;
    private String traceparent = TraceParent.start();

    private SubmissionBuilder() {}

    public static SubmissionBuilder aSubmission() {
        return new SubmissionBuilder();
    }

    public SubmissionBuilder ofOrganisation(String id) {
        organization = id;
        return this;
    }

    public SubmissionBuilder withHighPriority() {
        high = true;
        return this;
    }

    public SubmissionBuilder withFileName(String name) {
        fileName = name;
        return this;
    }

    /** The bytes of the document, which lie in its row. */
    public SubmissionBuilder withDocument(byte[] bytes) {
        content = bytes;
        return this;
    }

    public SubmissionBuilder withMetadata(String json) {
        metadata = json;
        return this;
    }

    public SubmissionBuilder ofType(String type) {
        documentType = type;
        return this;
    }

    public SubmissionBuilder within(String trace) {
        traceparent = trace;
        return this;
    }

    public Submission build() {
        var document =
                new StoredDocument(IDS.next("doc"), fileName, content.length, "application/pdf", new byte[32], content);
        return new Submission(
                organization, document, documentType, high, "en", true, true, metadata, null, traceparent);
    }

    /** Submits it when it is subscribed to. */
    public Uni<JobView> to(Jobs jobs) {
        return jobs.submit(build());
    }
}
