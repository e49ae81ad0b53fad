package com.docurift.extraction.workers;

import com.docurift.extraction.Extraction;
import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One document from being handed in to its outcome. Its monitor makes sure that a process is only ever killed for the document that it is
 * reading at that moment.
 */
public final class PendingExtraction implements Extraction {

    private enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }

    private final ExtractionRequest request;
    private final Consumer<Progress> listener;
    private final CompletableFuture<ExtractionOutcome> outcome = new CompletableFuture<>();

    private Phase phase = Phase.WAITING;
    private @Nullable ChildProcess child;
    private @Nullable Ending ending;
    private long documentDeadline;
    private long pageDeadline;

    public PendingExtraction(ExtractionRequest request, Consumer<Progress> listener) {
        this.request = request;
        this.listener = listener;
    }

    @Override
    public CompletionStage<ExtractionOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public synchronized boolean hasBegun() {
        return phase != Phase.WAITING;
    }

    @Override
    public void cancel() {
        if (abandonedWhileWaiting()) {
            complete(Ending.CANCELLED.outcome());
        }
    }

    ExtractionRequest request() {
        return request;
    }

    /** The given process begins to read this document; false when it was cancelled before. */
    synchronized boolean begin(ChildProcess process, Duration pageTimeout) {
        if (phase != Phase.WAITING) {
            return false;
        }
        phase = Phase.RUNNING;
        child = process;
        long now = System.nanoTime();
        documentDeadline = now + request.timeout().toNanos();
        pageDeadline = now + pageTimeout.toNanos();
        return true;
    }

    void advanced(Progress progress, Duration pageTimeout) {
        synchronized (this) {
            pageDeadline = System.nanoTime() + pageTimeout.toNanos();
        }
        listener.accept(progress);
    }

    /** Kills the process when a limit has passed. */
    synchronized void enforceLimits(long now) {
        if (now - documentDeadline > 0) {
            end(Ending.TIMED_OUT);
        } else if (now - pageDeadline > 0) {
            end(Ending.HUNG);
        }
    }

    /** From here on nobody kills the process for this document; returns why this side already has, if it has. */
    synchronized @Nullable Ending finish() {
        phase = Phase.ENDED;
        child = null;
        return ending;
    }

    void complete(ExtractionOutcome result) {
        outcome.complete(result);
    }

    private synchronized boolean abandonedWhileWaiting() {
        if (phase == Phase.WAITING) {
            phase = Phase.ENDED;
            return true;
        }
        end(Ending.CANCELLED);
        return false;
    }

    private void end(Ending reason) {
        if (phase == Phase.RUNNING && ending == null && child != null) {
            ending = reason;
            child.kill();
        }
    }
}
