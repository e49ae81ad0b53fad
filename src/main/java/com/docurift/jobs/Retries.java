package com.docurift.jobs;

import com.docurift.documents.Documents;
import com.docurift.events.Outbox;
import com.docurift.jobs.persistence.JobEntity;
import com.docurift.jobs.persistence.JobRepository;
import com.docurift.jobs.persistence.RetryStatement;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes new jobs over the documents of failed ones, with the same wishes. The failed job stays as it is. */
@ApplicationScoped
public class Retries {
    private final JobRepository repository;
    private final RetryStatement statement;
    private final Admission admission;
    private final JobViews views;
    private final JobCounts counts;
    private final WaitingJobs waiting;
    private final Outbox outbox;
    private final Ids ids;
    private final Pool pool;
    private final Documents documents;

    @Inject
    public Retries(
            JobRepository repository,
            RetryStatement statement,
            Admission admission,
            JobViews views,
            JobCounts counts,
            WaitingJobs waiting,
            Outbox outbox,
            Ids ids,
            Pool pool,
            Documents documents) {
        this.repository = repository;
        this.statement = statement;
        this.admission = admission;
        this.views = views;
        this.counts = counts;
        this.waiting = waiting;
        this.outbox = outbox;
        this.ids = ids;
        this.pool = pool;
        this.documents = documents;
    }

    /**
     * Tries a failed job again. When it answers {@link RetryOutcome.Made}, the new job and its event are durable; it fails with
     * {@link QueueFull} when the organisation has too many waiting jobs.
     */
    public Uni<RetryOutcome> retry(String organizationId, String jobId, String traceparent) {
        return repository.find(organizationId, jobId, false).chain(found -> {
            if (found == null) {
                return Uni.createFrom().item(new RetryOutcome.NoJob());
            }
            var status = JobStatus.of(found.job().status).orElseThrow();
            return status == JobStatus.FAILED
                    ? again(found.job(), traceparent)
                    : Uni.createFrom().item(new RetryOutcome.NotFailed(status));
        });
    }

    private Uni<RetryOutcome> again(JobEntity failed, String traceparent) {
        var facts = facts(failed, traceparent);
        var data = JobEventData.of(facts, JobStatus.PENDING, 0, JobEventData.Extra.NONE);
        // The lock decides between this and a deletion, and between two retries: the later one sees what was done.
        var written = pool.withTransaction(transaction -> documents
                        .lock(transaction, failed.organizationId, failed.documentId)
                        .chain(isThere -> isThere
                                ? admission
                                        .demandRoom(transaction, failed.organizationId)
                                        .chain(() -> statement.insert(
                                                transaction, failed.id, facts, ids.next("evt"), data.with(1)))
                                : Uni.createFrom().item(false)))
                .invoke(this::ring);
        // A client that hangs up must not stop it between the commit and the bells.
        return UniHelper.toUni(UniHelper.toFuture(written))
                .chain(made -> made
                        ? repository
                                .find(failed.organizationId, facts.jobId(), false)
                                .map(this::made)
                        : Uni.createFrom().item(new RetryOutcome.WithoutDocument()));
    }

    private void ring(boolean made) {
        if (made) {
            counts.submitted();
            waiting.ring();
            outbox.committed();
        }
    }

    private RetryOutcome made(JobRepository.@Nullable Found found) {
        return new RetryOutcome.Made(views.of(Objects.requireNonNull(found).job()));
    }

    private JobFacts facts(JobEntity failed, String traceparent) {
        return new JobFacts(
                ids.next("job"),
                failed.documentId,
                failed.organizationId,
                null,
                failed.fileName,
                failed.fileSize,
                failed.mimeType,
                failed.documentType,
                failed.metadata,
                traceparent);
    }
}
