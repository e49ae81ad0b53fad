package com.docurift.extraction;

import java.util.List;

/** Every way in which the reading of a document can end. */
public sealed interface ExtractionOutcome {

    /**
     * The document was read.
     *
     * @param resultJson the {@code result} of the contract (section 5) as a JSON object in UTF-8
     * @param pageCount pages of the document, at least 1
     * @param pagesProcessed pages in the result, at least 1; {@code pageCount} without the failed ones
     * @param confidence 0–1: the mean over all pages of the share of characters with a known meaning; a page without text counts 0
     * @param failedPages pages that could not be read, in order
     * @param warnings what the reader of the result should know
     */
    record Extracted(
            byte[] resultJson,
            int pageCount,
            int pagesProcessed,
            double confidence,
            List<FailedPage> failedPages,
            List<Warning> warnings)
            implements ExtractionOutcome {}

    /**
     * The document itself is the reason that there is no result, and another attempt would end alike unless {@code retryable}.
     *
     * @param code a code of a failed job (contract, section 6)
     * @param message plain sentence for people, without document text, paths or class names
     */
    record Refused(String code, String message, boolean retryable) implements ExtractionOutcome {}

    /** The worker process died or ran out of memory; another attempt may do better. */
    record Crashed(String reason) implements ExtractionOutcome {}

    /** A time limit passed; final. */
    record TimedOut(Limit limit) implements ExtractionOutcome {}

    /** What took too long. */
    enum Limit {
        /** One page, or the opening of the document. */
        PAGE,
        /** The document as a whole. */
        DOCUMENT
    }

    /** {@link Extraction#cancel()} was called, or the pool was closed before the end. */
    record Cancelled() implements ExtractionOutcome {}
}
