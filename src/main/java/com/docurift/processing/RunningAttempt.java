package com.docurift.processing;

import com.docurift.documents.DocumentContent;
import com.docurift.extraction.Extraction;
import com.docurift.extraction.Progress;
import com.docurift.jobs.Attempts;
import com.docurift.jobs.ClaimedJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in this process: its extraction, and what it has reported so far. Reports of one job follow each other, so that progress
 * is never written behind the end.
 */
final class RunningAttempt {
    private static final Logger LOG = Logger.getLogger(RunningAttempt.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500); // at most two progress events per second
    private static final Duration FIRST_REPORT = Duration.ofMillis(1500); // at least one in a job of two seconds

    private final ClaimedJob job;
    private final DocumentContent content;
    private final Attempts attempts;
    private final Clock clock;
    private final Instant claimedAt;
    private Instant startedAt;
    private Instant reportedAt;
    private @Nullable Progress latest;
    private @Nullable Extraction extraction;
    private CompletionStage<Boolean> report = CompletableFuture.completedFuture(true);
    private boolean reporting;
    private boolean reported;
    private boolean over;
    private boolean lost;

    RunningAttempt(ClaimedJob job, DocumentContent content, Attempts attempts, Clock clock) {
        this.job = job;
        this.content = content;
        this.attempts = attempts;
        this.clock = clock;
        this.claimedAt = clock.instant();
        this.startedAt = claimedAt;
        this.reportedAt = claimedAt;
    }

    ClaimedJob job() {
        return job;
    }

    DocumentContent content() {
        return content;
    }

    /** The extraction has begun; if the job was lost before, it ends at once. */
    synchronized void started(Extraction begun) {
        startedAt = clock.instant();
        reportedAt = startedAt;
        extraction = begun;
        if (lost) {
            begun.cancel();
        }
    }

    /** The attempt is no longer the current one: its work is stopped and it will report nothing more. */
    synchronized void lost() {
        lost = true;
        if (extraction != null) {
            extraction.cancel();
        }
    }

    synchronized boolean isLost() {
        return lost;
    }

    /** How long the job waited here, ready, before its extraction began. */
    synchronized Duration waited() {
        return Duration.between(claimedAt, startedAt);
    }

    synchronized Duration ran() {
        return Duration.between(startedAt, clock.instant());
    }

    /** Pages were done; written at most every half second, and never two writes at a time. */
    synchronized void progressed(Progress progress) {
        latest = progress;
        var now = clock.instant();
        if (!now.isBefore(reportedAt.plus(BETWEEN_REPORTS))) {
            report(progress, now);
        }
    }

    /** Reports what came too early to be reported, when nothing has come since; to be called every half second. */
    synchronized void catchUp() {
        var now = clock.instant();
        if (latest != null && !reported && !now.isBefore(startedAt.plus(FIRST_REPORT))) {
            report(latest, now);
        }
    }

    private void report(Progress progress, Instant now) {
        if (lost || over || reporting) {
            return;
        }
        reportedAt = now;
        reporting = true;
        reported = true;
        report = attempts.progress(job, progress.pageCount(), progress.pagesProcessed())
                .onFailure()
                .invoke(failure -> LOG.debugf("job=%s progress not written: %s", job.id(), failure))
                .onFailure()
                .recoverWithItem(true)
                .subscribeAsCompletionStage()
                .thenApply(this::written);
    }

    /** Completes when the reports so far are written. */
    synchronized CompletionStage<Boolean> reports() {
        return report;
    }

    /** Completes when the last report is written, so that the end may be; there is none after it. */
    synchronized CompletionStage<Boolean> lastReport() {
        over = true;
        return report;
    }

    /** Whether it has been here for longer than that and its extraction has not begun. */
    synchronized boolean hasWaitedFor(Duration longest) {
        return !over
                && (extraction == null || !extraction.hasBegun())
                && clock.instant().isAfter(claimedAt.plus(longest));
    }

    /** Percent of the pages that were last heard of, for a job that fails. */
    synchronized int percent() {
        return latest == null ? 0 : Math.min(99, 100 * latest.pagesProcessed() / Math.max(1, latest.pageCount()));
    }

    synchronized @Nullable Integer pageCount() {
        return latest == null ? null : latest.pageCount();
    }

    private synchronized boolean written(boolean current) {
        reporting = false;
        if (!current) {
            lost();
        }
        return current;
    }
}
