package com.docurift.platform;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} of W3C Trace Context level 1: it follows a job from the request to events, worker and webhooks. */
public final class TraceParent {
    private static final Pattern VALID =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;

    private TraceParent() {}

    /** The caller's own value when it is valid, else the start of a new trace. */
    public static String from(@Nullable String header) {
        return header != null && header.length() == 55 && VALID.matcher(header).matches() ? header : start();
    }

    /** A new trace, marked as sampled. */
    public static String start() {
        return "00-" + hex16() + hex16() + "-" + hex16() + "-01";
    }

    /** The same trace with a new parent id: one more step of the way. */
    public static String next(String parent) {
        if (parent.length() < TRACE_ID_END + 17) {
            return start(); // a row without a trace must not hold up those behind it
        }
        return parent.substring(0, TRACE_ID_END) + "-" + hex16() + parent.substring(TRACE_ID_END + 17);
    }

    /** The 32 digits that all steps of a trace share, for a log; a dash for what is no traceparent. */
    public static String traceId(String parent) {
        return parent.length() < TRACE_ID_END ? "-" : parent.substring(TRACE_ID_START, TRACE_ID_END);
    }

    private static String hex16() {
        long bits = ThreadLocalRandom.current().nextLong();
        String hex = Long.toHexString(bits == 0 ? 1 : bits);
        return "0".repeat(16 - hex.length()) + hex;
    }
}
