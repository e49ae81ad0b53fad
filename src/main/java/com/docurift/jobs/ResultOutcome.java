package com.docurift.jobs;

/** What there is when the result of a job is asked for. */
public sealed interface ResultOutcome {
    /** The result's JSON. */
    record Ready(String json) implements ResultOutcome {}

    /** There is no result, yet or ever. */
    record NotCompleted(JobStatus status) implements ResultOutcome {}

    /** The result went with its document, which was deleted or has expired. */
    record WithoutDocument() implements ResultOutcome {}

    /** There is no such job in the organisation. */
    record NoJob() implements ResultOutcome {}
}
