package com.docurift.jobs;

import com.docurift.events.Outbox;
import com.docurift.jobs.persistence.JobEntity;
import com.docurift.jobs.persistence.JobRepository;
import com.docurift.jobs.persistence.RetryStatement;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes new jobs over the documents of failed ones, with the same wishes. The failed job stays as it is. */
@ApplicationScoped
public class Retries {
    private final JobRepository repository;
    private final RetryStatement statement;
    private final JobViews views;
    private final JobCounts counts;
    private final WaitingJobs waiting;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public Retries(
            JobRepository repository,
            RetryStatement statement,
            JobViews views,
            JobCounts counts,
            WaitingJobs waiting,
            Outbox outbox,
            Ids ids,
            Clock clock) {
        this.repository = repository;
        this.statement = statement;
        this.views = views;
        this.counts = counts;
        this.waiting = waiting;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /** Tries a failed job again. When it answers {@link RetryOutcome.Made}, the new job and its event are durable. */
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
        if (!clock.instant().isBefore(views.expiry(failed.documentId))) {
            return Uni.createFrom().item(new RetryOutcome.WithoutDocument());
        }
        var facts = facts(failed, traceparent);
        var data = JobEventData.of(facts, JobStatus.PENDING, 0, JobEventData.Extra.NONE);
        // A client that hangs up must not stop it between the commit and the bells.
        var written = UniHelper.toFuture(
                statement.insert(failed.id, facts, ids.next("evt"), data.with(1)).invoke(this::ring));
        return UniHelper.toUni(written)
                .chain(made -> made
                        ? repository.find(failed.organizationId, facts.jobId(), false).map(this::made)
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
