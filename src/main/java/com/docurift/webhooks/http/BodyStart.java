package com.docurift.webhooks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;

/** Keeps the first 1 KiB of an answer for the log. */
final class BodyStart {
    private static final int KEPT = 1024;
    private static final char REPLACEMENT = '\ufffd';

    private final Buffer kept = Buffer.buffer();

    synchronized void add(Buffer piece) {
        int missing = KEPT - kept.length();
        if (missing > 0) {
            kept.appendBuffer(piece, 0, Math.min(missing, piece.length()));
        }
    }

    /** As UTF-8 text that PostgreSQL's jsonb can hold: without NUL, and without half a character at the cut. */
    synchronized String text() {
        String text = kept.toString(UTF_8).replace('\0', REPLACEMENT);
        boolean cut = kept.length() == KEPT && !text.isEmpty() && text.charAt(text.length() - 1) == REPLACEMENT;
        return cut ? text.substring(0, text.length() - 1) : text;
    }
}
