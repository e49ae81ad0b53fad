package com.docurift.jobs;

import com.docurift.events.Outbox;
import com.docurift.jobs.persistence.JobEntity;
import com.docurift.jobs.persistence.JobFilter;
import com.docurift.jobs.persistence.JobRepository;
import com.docurift.jobs.persistence.NewJob;
import com.docurift.jobs.persistence.ResultEntity;
import com.docurift.platform.Ids;
import com.docurift.platform.Time;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
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
            WaitingJobs waiting,
            JobCounts counts,
            Outbox outbox) {
        this.ids = ids;
        this.clock = clock;
        this.repository = repository;
        this.results = results;
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
            return pending(job);
        });
    }

    /** A job of an organisation, or null when there is none; with its result if that is wanted and there is one. */
    public Uni<@Nullable JobView> find(String organizationId, String jobId, boolean withResult) {
        return repository.find(organizationId, jobId, withResult).chain(found -> {
            if (found == null) {
                return Uni.createFrom().nullItem();
            }
            var result = found.result();
            return result == null
                    ? Uni.createFrom().item(view(found.job(), null, null))
                    : results.content(result.jobId, found.job().attempts, result.content)
                            .map(content -> view(found.job(), content, result));
        });
    }

    /**
     * Part of an organisation's jobs without results, newest first.
     *
     * @param after the id after which it begins, from a cursor; absent to skip {@code offset} jobs instead
     * @param limit jobs at most
     */
    public Uni<Page> list(
            String organizationId, @Nullable JobStatus status, @Nullable String after, long offset, int limit) {
        var filter = new JobFilter(organizationId, status);
        return repository
                .page(filter, after, offset, limit)
                .chain(jobs -> repository
                        .count(filter)
                        .map(total -> new Page(
                                jobs.stream().map(job -> view(job, null, null)).toList(), total)));
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
        return new NewJob(
                facts,
                submission,
                ids.next("evt"),
                data.with(1),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static JobView pending(NewJob job) {
        var facts = job.facts();
        var asked = job.submission();
        String at = Time.seconds(job.at().toInstant());
        return new JobView(
                facts.jobId(),
                JobStatus.PENDING,
                0,
                facts.documentType(),
                at,
                at,
                facts.documentId(),
                null,
                null,
                null,
                facts.fileName(),
                facts.fileSize(),
                facts.mimeType(),
                null,
                null,
                priority(asked.highPriority()),
                asked.language(),
                asked.extractTables(),
                asked.ocrFallback(),
                facts.metadata(),
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static JobView view(JobEntity job, @Nullable String result, @Nullable ResultEntity stored) {
        return new JobView(
                job.id,
                JobStatus.of(job.status).orElseThrow(),
                job.progress,
                job.documentType,
                Time.seconds(job.createdAt.toInstant()),
                Time.seconds(job.updatedAt.toInstant()),
                job.documentId,
                job.batchId,
                job.retryOf,
                job.detectedDocumentType,
                job.fileName,
                job.fileSize,
                job.mimeType,
                job.pageCount,
                job.pagesProcessed,
                priority(job.priority == 1),
                job.language,
                job.extractTables,
                job.ocrFallback,
                job.metadata,
                job.attempts,
                seconds(job.startedAt),
                seconds(job.completedAt),
                took(job.startedAt, job.completedAt),
                job.confidence,
                result,
                stored == null ? null : stored.evidence,
                job.errorCode == null || job.errorMessage == null || job.errorRetryable == null
                        ? null
                        : new JobError(job.errorCode, job.errorMessage, job.errorRetryable));
    }

    private static String priority(boolean high) {
        return high ? "high" : "normal";
    }

    private static @Nullable String seconds(@Nullable OffsetDateTime at) {
        return at == null ? null : Time.seconds(at.toInstant());
    }

    private static @Nullable Long took(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis();
    }
}
