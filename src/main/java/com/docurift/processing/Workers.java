package com.docurift.processing;

import com.docurift.documents.DocumentContent;
import com.docurift.documents.Documents;
import com.docurift.extraction.Extractor;
import com.docurift.jobs.Attempts;
import com.docurift.jobs.ClaimedJob;
import com.docurift.platform.Settings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The jobs that this process holds: some run, one for each slot, the others are ready to. */
@ApplicationScoped
class Workers {
    private final Attempts attempts;
    private final Documents documents;
    private final Extractor extractor;
    private final Clock clock;
    private final Endings endings;
    private final int slots;
    private final Pace pace;
    private final Requests requests;
    private final Map<ClaimedJob, RunningAttempt> held = new ConcurrentHashMap<>();
    private final Deque<RunningAttempt> ready = new ArrayDeque<>();
    private int running;
    private int arriving;
    private boolean closed;
    private Runnable hungry = () -> {};

    @Inject
    Workers(
            Attempts attempts,
            Documents documents,
            Extractor extractor,
            Clock clock,
            ProcessingConfig config,
            PageLimits limits,
            Endings endings) {
        this.attempts = attempts;
        this.documents = documents;
        this.extractor = extractor;
        this.clock = clock;
        this.endings = endings;
        this.slots = config.slots().orElse(Runtime.getRuntime().availableProcessors());
        this.pace = new Pace(slots);
        this.requests = new Requests(config.timeout(), limits.maxPages());
    }

    /** From now on {@code hungry} is called whenever more jobs could be taken. */
    void whenHungry(Runnable hungry) {
        this.hungry = hungry;
        Settings.atLeast(1, slots, "DOCURIFT_PROCESSING_SLOTS");
        Settings.atLeast(Duration.ofMillis(1), requests.timeout(), "DOCURIFT_PROCESSING_TIMEOUT");
        Settings.atLeast(1, requests.maxPages(), "DOCURIFT_LIMITS_MAX_PAGES");
    }

    /** Starts the worker processes. */
    void open() {
        extractor.start(slots, this::workerIsIdle);
    }

    /** How many more jobs may be claimed now; none while no worker process lives, so that other processes may take them. */
    synchronized int room() {
        return closed || !extractor.isReady() ? 0 : Math.max(0, pace.capacity() - running - ready.size() - arriving);
    }

    /** Takes claimed jobs in; completes when their documents are at hand, or the jobs were given back because these cannot be read. */
    Uni<Void> accept(List<ClaimedJob> claimed) {
        if (claimed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        arriving(claimed.size());
        return documents
                .contents(claimed.stream().map(job -> job.facts().documentId()).toList())
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(1))
                .expireIn(5_000)
                .eventually(() -> arriving(-claimed.size()))
                .invoke(contents -> claimed.forEach(
                        job -> enqueue(job, contents.get(job.facts().documentId()))))
                .invoke(this::pump)
                .replaceWithVoid()
                .onFailure()
                .call(unread -> attempts.handBack(claimed));
    }

    /** Takes out the jobs that have waited here for longer than that without having begun: another process should have them. */
    List<RunningAttempt> withdraw(Duration longest) {
        var stuck = held.values().stream()
                .filter(attempt -> attempt.hasWaitedFor(longest))
                .toList();
        synchronized (this) {
            ready.removeAll(stuck);
        }
        stuck.forEach(attempt -> {
            held.remove(attempt.job());
            attempt.lost();
        });
        return stuck;
    }

    /** Every job that is held here, running or ready or about to be written. */
    Collection<RunningAttempt> held() {
        return held.values();
    }

    /** The job was ended from outside: its work is stopped, and its slot is free for the next one. */
    void stop(String jobId) {
        held.values().stream()
                .filter(attempt -> attempt.job().id().equals(jobId))
                .forEach(RunningAttempt::lost);
    }

    /** What is ready and has not begun; nothing more begins. */
    synchronized List<RunningAttempt> close() {
        closed = true;
        var left = new ArrayList<>(ready);
        ready.clear();
        left.forEach(attempt -> held.remove(attempt.job()));
        return left;
    }

    private synchronized void arriving(int more) {
        arriving += more;
    }

    private void enqueue(ClaimedJob job, @Nullable DocumentContent content) {
        if (content == null) {
            endings.withoutDocument(job);
            return;
        }
        var attempt = new RunningAttempt(job, content, attempts, clock);
        synchronized (this) {
            held.put(job, attempt);
            ready.add(attempt);
        }
    }

    private void pump() {
        for (RunningAttempt next; (next = next()) != null; ) {
            run(next);
        }
    }

    private synchronized @Nullable RunningAttempt next() {
        if (closed || running >= slots) {
            return null;
        }
        var next = ready.poll();
        if (next != null) {
            running++;
        }
        return next;
    }

    private void run(RunningAttempt attempt) {
        var extraction = extractor.extract(requests.of(attempt), attempt::progressed);
        attempt.started(extraction);
        extraction.outcome().whenComplete((outcome, failure) -> {
            pace.took(attempt.ran());
            slotFree();
            endings.end(attempt, outcome, failure)
                    .subscribe()
                    .with(done -> held.remove(attempt.job()), lost -> held.remove(attempt.job()));
        });
    }

    /** Documents that follow each other need no bell for each: it rings when there is nothing left to do here. */
    private void workerIsIdle() {
        if (held.isEmpty()) {
            hungry.run();
        }
    }

    private void slotFree() {
        int left;
        synchronized (this) {
            running--;
            left = running + ready.size() + arriving;
        }
        pump();
        if (left <= pace.capacity() / 2) {
            hungry.run();
        }
    }
}
