package com.docurift.jobs;

/**
 * A job that this process works on until its lease ends. The pair of id and attempt is the fence: a write that names an older attempt
 * changes nothing.
 *
 * @param facts what does not change in a job's life
 * @param attempt 1 for the first
 * @param progress percent reached by earlier attempts; it never falls
 */
public record ClaimedJob(
        JobFacts facts, int attempt, int progress, String language, boolean extractTables, boolean ocrFallback) {
    /** The job's id. */
    public String id() {
        return facts.jobId();
    }
}
