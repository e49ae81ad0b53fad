package com.docurift.extraction.child;

import com.docurift.extraction.Progress;
import com.docurift.extraction.wire.MessageWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends the first progress of a document at once, and later ones at most every 100 ms. */
final class ProgressReports implements Consumer<Progress> {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MessageWriter answers;
    private boolean begun;
    private long lastReport;

    ProgressReports(MessageWriter answers) {
        this.answers = answers;
    }

    @Override
    public void accept(Progress progress) {
        long now = System.nanoTime();
        if (begun && now - lastReport < PAUSE_NANOS) {
            return;
        }
        begun = true;
        lastReport = now;
        try {
            answers.advanced(progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
