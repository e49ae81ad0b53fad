package com.docurift.extraction.wire;

import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.Progress;

/** What a worker process says. */
public sealed interface FromChild {

    /** It is warm and waits for the first document. */
    record Ready() implements FromChild {}

    /** More pages of the current document are done. */
    record Advanced(Progress progress) implements FromChild {}

    /**
     * The current document is done.
     *
     * @param worn whether the process should be replaced before the next document
     */
    record Finished(ExtractionOutcome outcome, boolean worn) implements FromChild {}
}
