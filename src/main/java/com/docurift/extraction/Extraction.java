package com.docurift.extraction;

import java.util.concurrent.CompletionStage;

/** A document that was handed in and is waiting, being read, or done. */
public interface Extraction {

    /**
     * How it ended. Completed exactly once and never exceptionally, on a thread of the worker pool, which serves the next
     * document only after every directly attached stage has returned: callers with work to do hop to a thread of their own.
     */
    CompletionStage<ExtractionOutcome> outcome();

    /** Whether a worker process has begun to read it; it stays so after the end. */
    boolean hasBegun();

    /** Stops the work, also in the worker process; the outcome is then {@link ExtractionOutcome.Cancelled}. Without effect after the end. */
    void cancel();
}
