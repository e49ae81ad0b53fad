package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.docurift.documents.Documents;
import com.docurift.documents.DocumentsConfig;
import com.docurift.documents.LimitsConfig;
import com.docurift.documents.StoredDocument;
import com.docurift.documents.Upload;
import com.docurift.jobs.JobView;
import com.docurift.jobs.Jobs;
import com.docurift.jobs.Submission;
import com.docurift.jobs.Submission.OwnWebhook;
import com.docurift.platform.Overloaded;
import com.docurift.platform.TraceParent;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a job of a request. It works in futures, not in the {@code Uni} of the resource: a client that hangs up cancels that one,
 * and must not stop a write halfway.
 */
@ApplicationScoped
class Intake {
    private record Checked(Form form, Form.Wishes wishes, Optional<OwnWebhook> webhook) {}

    private final Documents documents;
    private final Jobs jobs;
    private final OwnWebhooks webhooks;
    private final Vertx vertx;
    private final FormReader.Bounds bounds;

    @Inject
    Intake(
            Documents documents,
            Jobs jobs,
            OwnWebhooks webhooks,
            Vertx vertx,
            LimitsConfig limits,
            DocumentsConfig config) {
        this.documents = documents;
        this.jobs = jobs;
        this.webhooks = webhooks;
        this.vertx = vertx;
        this.bounds = new FormReader.Bounds(limits.maxFileSize().asLongValue(), config.uploadStallTimeout());
    }

    /** Reads, stores and submits. On a failure nothing is left behind; the job may exist only when it is unknown whether its row does. */
    Future<AcceptedJob> take(HttpServerRequest request, String organizationId) {
        var upload = documents.begin();
        return read(request, upload)
                .compose(this::check)
                .compose(checked -> store(request, organizationId, upload, checked))
                .recover(failure -> upload.discard().transform(gone -> Future.failedFuture(failure)));
    }

    private Future<Form> read(HttpServerRequest request, Upload upload) {
        try {
            return new FormReader(request, vertx, upload, bounds).read();
        } catch (ApiException refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Checked> check(Form form) {
        var wishes = form.wishes();
        return UniHelper.toFuture(webhooks.of(wishes)).map(webhook -> new Checked(form, wishes, webhook));
    }

    private Future<AcceptedJob> store(
            HttpServerRequest request, String organizationId, Upload upload, Checked checked) {
        var traceparent = TraceParent.from(request.getHeader("traceparent"));
        return upload.store(checked.form().fileName())
                .map(document -> submission(organizationId, checked, document, traceparent))
                .compose(submission -> submit(upload, submission))
                .map(job -> AcceptedJob.of(job, generatedSecret(checked)));
    }

    private Future<JobView> submit(Upload upload, Submission submission) {
        return UniHelper.toFuture(jobs.submit(submission))
                .onSuccess(committed -> upload.keep()) // from here on nothing may take the document away
                .recover(failure -> {
                    if (!(failure instanceof Overloaded || failure instanceof ApiException)) {
                        upload.keep(); // the row may be committed; if it is not, the sweep finds the file
                    }
                    return Future.failedFuture(failure);
                });
    }

    private static Submission submission(
            String organizationId, Checked checked, StoredDocument document, String traceparent) {
        var wishes = checked.wishes();
        return new Submission(
                organizationId,
                document,
                wishes.documentType(),
                wishes.highPriority(),
                wishes.language(),
                wishes.extractTables(),
                wishes.ocrFallback(),
                wishes.metadata(),
                checked.webhook().orElse(null),
                traceparent);
    }

    private static @Nullable String generatedSecret(Checked checked) {
        return checked.wishes().webhookSecret() == null
                ? checked.webhook().map(OwnWebhook::secret).orElse(null)
                : null;
    }
}
