package com.docurift.processing;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.jobs.Attempts;
import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobError;
import com.docurift.jobs.JobStatus;
import com.docurift.platform.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes how an attempt ended, once PostgreSQL takes it, and says so in one line. */
@ApplicationScoped
class Endings {
    private static final Logger LOG = Logger.getLogger("com.docurift.job");
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);
    private static final Duration GIVE_UP = Duration.ofMinutes(2);

    private final Attempts attempts;
    private final ProcessingConfig config;
    private final AttemptMetrics metrics;
    private Runnable crash = () -> {};

    @Inject
    Endings(Attempts attempts, ProcessingConfig config, AttemptMetrics metrics) {
        this.attempts = attempts;
        this.config = config;
        this.metrics = metrics;
    }

    /** Calls a listener after an attempt whose extraction died. */
    void onCrash(Runnable listener) {
        crash = listener;
    }

    /** Writes the outcome; repeats while PostgreSQL is away, which is harmless because a second write of the same end changes nothing. */
    Uni<Void> end(RunningAttempt attempt, @Nullable ExtractionOutcome outcome, @Nullable Throwable failure) {
        var ended = outcome == null ? new ExtractionOutcome.Crashed("" + failure) : outcome;
        var ran = attempt.ran();
        return Uni.createFrom()
                .completionStage(attempt::lastReport)
                .chain(reported -> write(attempt, ended))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .expireIn(GIVE_UP.toMillis())
                .invoke(written -> {
                    metrics.ended(written, attempt.waited(), ran);
                    say(attempt, written, ran, reason(ended));
                })
                .onFailure()
                .invoke(lost -> LOG.errorf(
                        "job=%s attempt=%d outcome could not be written: %s",
                        attempt.job().id(), attempt.job().attempt(), lost))
                .replaceWithVoid();
    }

    /** A job whose document is gone cannot be analysed. */
    void withoutDocument(ClaimedJob job) {
        var gone = new JobError("INTERNAL_ERROR", "The document is no longer stored", true);
        attempts.fail(job, 0, null, gone)
                .subscribe()
                .with(
                        current -> neverRan(job, current ? AttemptEnd.FAILED : AttemptEnd.LOST, gone.code()),
                        lost -> LOG.warnf("job=%s has no document, and that could not be written: %s", job.id(), lost));
    }

    /** The last attempt of a job died, here or with its process, and the job has failed. */
    void gaveUp(ClaimedJob job) {
        neverRan(job, AttemptEnd.FAILED, JobError.CRASHED.code());
    }

    private Uni<AttemptEnd> write(RunningAttempt attempt, ExtractionOutcome outcome) {
        var job = attempt.job();
        if (attempt.isLost() || outcome instanceof ExtractionOutcome.Cancelled) {
            return Uni.createFrom().item(AttemptEnd.LOST);
        }
        if (outcome instanceof ExtractionOutcome.Extracted extracted) {
            return attempts.complete(job, completion(extracted))
                    .chain(current -> written(current, job, AttemptEnd.COMPLETED, null));
        }
        if (outcome instanceof ExtractionOutcome.Refused refused) {
            return fail(attempt, new JobError(refused.code(), refused.message(), refused.retryable()));
        }
        if (outcome instanceof ExtractionOutcome.TimedOut late) {
            return fail(attempt, timedOut(late.limit()));
        }
        return attempts.crashed(job).invoke(() -> crash.run()).replaceWith(AttemptEnd.CRASHED);
    }

    private Uni<AttemptEnd> fail(RunningAttempt attempt, JobError error) {
        return attempts.fail(attempt.job(), attempt.percent(), attempt.pageCount(), error)
                .chain(current -> written(current, attempt.job(), AttemptEnd.FAILED, error));
    }

    /** What was not written now may be the repetition of a write whose answer was lost with its connection. */
    private Uni<AttemptEnd> written(boolean now, ClaimedJob job, AttemptEnd end, @Nullable JobError error) {
        if (now) {
            return Uni.createFrom().item(end);
        }
        return attempts.hasEnded(job, error == null ? JobStatus.COMPLETED : JobStatus.FAILED, error)
                .map(before -> before ? end : AttemptEnd.LOST);
    }

    private static Attempts.Completion completion(ExtractionOutcome.Extracted extracted) {
        return new Attempts.Completion(
                extracted.pageCount(),
                extracted.pagesProcessed(),
                extracted.confidence(),
                extracted.resultJson(),
                Notes.of(extracted));
    }

    private JobError timedOut(ExtractionOutcome.Limit limit) {
        return new JobError(
                "PROCESSING_TIMEOUT",
                limit == ExtractionOutcome.Limit.PAGE
                        ? "A page took longer than one page may take"
                        : "The analysis took longer than " + config.timeout().toSeconds() + " seconds",
                true);
    }

    private void neverRan(ClaimedJob job, AttemptEnd end, String reason) {
        metrics.ended(end);
        say(job, end, null, Duration.ZERO, Duration.ZERO, reason);
    }

    private static void say(RunningAttempt attempt, AttemptEnd end, Duration ran, String reason) {
        say(attempt.job(), end, attempt.pageCount(), attempt.waited(), ran, reason);
    }

    private static void say(
            ClaimedJob job, AttemptEnd end, @Nullable Integer pages, Duration waited, Duration ran, String reason) {
        LOG.infof(
                "job=%s attempt=%d outcome=%s reason=\"%s\" pages=%s bytes=%d waitedMs=%d ranMs=%d trace=%s",
                job.id(),
                job.attempt(),
                end.name().toLowerCase(Locale.ROOT),
                reason,
                pages,
                job.facts().fileSize(),
                waited.toMillis(),
                ran.toMillis(),
                TraceParent.traceId(job.facts().traceparent()));
    }

    private static String reason(ExtractionOutcome outcome) {
        if (outcome instanceof ExtractionOutcome.Crashed crashed) {
            return crashed.reason();
        }
        if (outcome instanceof ExtractionOutcome.Refused refused) {
            return refused.code();
        }
        return outcome instanceof ExtractionOutcome.TimedOut late ? "time limit of the " + late.limit() : "";
    }
}
