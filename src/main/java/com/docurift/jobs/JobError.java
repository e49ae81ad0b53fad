package com.docurift.jobs;

/**
 * Why a job failed.
 *
 * @param code one of the contract's codes for jobs
 * @param message a sentence for people; never a class name, path or SQL
 * @param retryable whether submitting the same document again may help
 */
public record JobError(String code, String message, boolean retryable) {
    /** Every attempt ended with the death of the extraction process or of the service. */
    public static final JobError CRASHED =
            new JobError("PROCESSING_CRASHED", "The analysis of this document ended abnormally in every attempt", true);

    /** A client asked for the end, or deleted the document. */
    public static final JobError CANCELLED = new JobError("CANCELLED", "The job was cancelled", true);

    /** The document reached the end of its time while the job waited. */
    public static final JobError EXPIRED =
            new JobError("EXPIRED", "The document expired before the job could start", true);
}
