package com.docurift.processing;

/** How an attempt ended. */
enum AttemptEnd {
    /** The job is completed. */
    COMPLETED,
    /** The job failed for good. */
    FAILED,
    /** The extraction process died; the next attempt follows, or the end after the last one. */
    CRASHED,
    /** The job was taken over, cancelled or handed back meanwhile: nothing was written. */
    LOST
}
