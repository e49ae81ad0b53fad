package com.docurift.sample;

/** The sample cannot go on; the message is the end of a sentence that says why. */
final class SampleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SampleFailure(String reason) {
        super(reason);
    }

    SampleFailure(String reason, Throwable cause) {
        super(reason, cause);
    }
}
