package com.docurift.jobs;

import com.docurift.events.Outbox;
import com.docurift.jobs.JobQuery.Position;
import com.docurift.jobs.persistence.JobEntity;
import com.docurift.jobs.persistence.JobRepository;
import com.docurift.jobs.persistence.NewJob;
import com.docurift.platform.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients do with jobs: submit and ask. */
@ApplicationScoped
public class Jobs {
    /**
     * One page of jobs.
     *
     * @param total how many there are in all, counted to 10,001 at most
     */
    public record Page(List<JobView> jobs, long total) {}

    private final Ids ids;
    private final Clock clock;
    private final JobRepository repository;
    private final JobResultStore results;
    private final JobViews views;
    private final WaitingJobs waiting;
    private final JobCounts counts;
    private final Outbox outbox;
    private final Admission admission;

    @Inject
    public Jobs(
            Ids ids,
            Clock clock,
            JobRepository repository,
            Admission admission,
            JobResultStore results,
            JobViews views,
            WaitingJobs waiting,
            JobCounts counts,
            Outbox outbox) {
        this.ids = ids;
        this.clock = clock;
        this.repository = repository;
        this.results = results;
        this.views = views;
        this.waiting = waiting;
        this.counts = counts;
        this.outbox = outbox;
        this.admission = admission;
    }

    /**
     * Makes a job. When it answers, document, job and event are durable.
     *
     * @return the pending job; fails with {@link QueueFull} when the organisation has too many waiting jobs, and with
     *     {@link com.docurift.platform.Overloaded} when too many submissions are under way
     */
    public Uni<JobView> submit(Submission submission) {
        var job = newJob(submission);
        return admission.write(job).map(done -> {
            counts.submitted();
            waiting.ring();
            outbox.committed();
            return views.pending(job);
        });
    }

    /** A job of an organisation, or null when there is none; with its result if that is wanted and there is one. */
    public Uni<@Nullable JobView> find(String organizationId, String jobId, boolean withResult) {
        return repository.find(organizationId, jobId, withResult).chain(found -> {
            if (found == null) {
                return Uni.createFrom().nullItem();
            }
            var result = found.result();
            return result == null || isWithoutDocument(found.job())
                    ? Uni.createFrom().item(views.of(found.job()))
                    : results.content(result.jobId, found.job().attempts, result.content)
                            .map(content -> views.of(found.job(), content, result));
        });
    }

    /** The result of a job alone, or why there is none. */
    public Uni<ResultOutcome> result(String organizationId, String jobId) {
        return repository.find(organizationId, jobId, true).chain(found -> {
            if (found == null) {
                return Uni.createFrom().item(new ResultOutcome.NoJob());
            }
            if (isWithoutDocument(found.job())) {
                return Uni.createFrom().item(new ResultOutcome.WithoutDocument());
            }
            var result = found.result();
            return result == null
                    ? Uni.createFrom()
                            .item(new ResultOutcome.NotCompleted(
                                    JobStatus.of(found.job().status).orElseThrow()))
                    : results.content(result.jobId, found.job().attempts, result.content)
                            .map(ResultOutcome.Ready::new);
        });
    }

    /**
     * Part of an organisation's jobs without results.
     *
     * @param after the place behind which it begins, from a cursor; absent to skip {@code offset} jobs instead
     * @param limit jobs at most
     * @param known how many jobs the list holds, when an earlier page has said so
     */
    public Uni<Page> list(JobQuery query, @Nullable Position after, long offset, int limit, @Nullable Long known) {
        return repository
                .list(query, after, offset, limit, known)
                .map(found -> new Page(found.jobs().stream().map(views::of).toList(), found.total()));
    }

    private boolean isWithoutDocument(JobEntity job) {
        return job.documentDeletedAt != null || views.isExpired(job, clock.instant());
    }

    private NewJob newJob(Submission submission) {
        var document = submission.document();
        var facts = new JobFacts(
                ids.next("job"),
                document.id(),
                submission.organizationId(),
                null,
                document.fileName(),
                document.fileSize(),
                document.mimeType(),
                submission.documentType(),
                submission.metadata(),
                submission.traceparent());
        var data = JobEventData.of(facts, JobStatus.PENDING, 0, JobEventData.Extra.NONE);
        // The time of the id, so that the order of ids is the order of creation.
        return new NewJob(
                facts,
                submission,
                ids.next("evt"),
                data.with(1),
                Ids.timeOf(facts.jobId()).atOffset(ZoneOffset.UTC));
    }
}
