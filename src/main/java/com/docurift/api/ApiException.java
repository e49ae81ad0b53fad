package com.docurift.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that cannot be served, with what the client is told: a code, a sentence, and details such as the field and what is allowed. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public ApiException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** With details: plain values, lists and maps, shown as they are. */
    public ApiException(ErrorCode code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
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
        return new ApiException(ErrorCode.VALIDATION_ERROR, field + " must be one of " + String.join(", ", allowed), details);
    }

    /** What went wrong. */
    public ErrorCode code() {
        return code;
    }

    /** More for the client; empty when there is nothing to add. */
    public Map<String, Object> details() {
        return details;
    }
}
