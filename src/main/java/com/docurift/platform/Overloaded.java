package com.docurift.platform;

/** More work waits than this process takes; the caller should come back after a second. Answered as 503 with {@code Retry-After}. */
public class Overloaded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String what) {
        super("Too many " + what + " wait in this process", null, false, false);
    }
}
