package com.docurift.jobs;

/** What came of the wish to try a failed job again. */
public sealed interface RetryOutcome {
    /** A new job over the same document waits. */
    record Made(JobView job) implements RetryOutcome {}

    /** Only failed jobs are tried again; this one is in another state. */
    record NotFailed(JobStatus status) implements RetryOutcome {}

    /** The document was deleted or has expired. */
    record WithoutDocument() implements RetryOutcome {}

    /** There is no such job in the organisation. */
    record NoJob() implements RetryOutcome {}
}
