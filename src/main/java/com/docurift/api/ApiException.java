package com.docurift.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that cannot be served, with what the client is told: a code, a sentence, and details such as the field and what is allowed. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;
    private final int retryAfterSeconds;

    public ApiException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** With details: plain values, lists and maps, shown as they are. */
    public ApiException(ErrorCode code, String message, Map<String, Object> details) {
        this(code, message, details, 1);
    }

    private ApiException(ErrorCode code, String message, Map<String, Object> details, int retryAfterSeconds) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** A field with a bad value; the message says what was wrong and what is allowed. */
    public static ApiException invalid(String field, String message) {
        return new ApiException(ErrorCode.VALIDATION_ERROR, message, Map.of("field", field));
    }

    /** A field that takes one of a few values. */
    public static ApiException notOneOf(String field, List<String> allowed) {
        var details = new LinkedHashMap<String, Object>();
        details.put("field", field);
        details.put("allowed", allowed);
        return new ApiException(
                ErrorCode.VALIDATION_ERROR, field + " must be one of " + String.join(", ", allowed), details);
    }

    /** A body that cannot be read as what it says it is. */
    public static ApiException malformed(String message) {
        return new ApiException(ErrorCode.MALFORMED_REQUEST, message);
    }

    /** Too much for now (429 or 503): the client is asked to come back after that many seconds, at least 1. */
    public static ApiException comeBack(ErrorCode code, String message, int retryAfterSeconds) {
        return new ApiException(code, message, Map.of(), Math.max(1, retryAfterSeconds));
    }

    /** What went wrong. */
    public ErrorCode code() {
        return code;
    }

    /** More for the client; empty when there is nothing to add. */
    public Map<String, Object> details() {
        return details;
    }

    /** Seconds after which a retry makes sense; shown as {@code Retry-After} with 429 and 503 only. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
