package com.docurift.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every error body looks like, whoever found the error.
 *
 * @param success always false
 * @param error what went wrong
 * @param requestId the same as in the header {@code X-Request-Id}
 */
public record ErrorEnvelope(boolean success, Problem error, String requestId) {

    /**
     * What went wrong.
     *
     * @param code for programs
     * @param message for people
     * @param details the field, what is allowed, and the like; absent when there is nothing to add
     */
    public record Problem(
            ErrorCode code, String message, @Nullable Map<String, Object> details) {}

    static ErrorEnvelope of(ApiException failure, String requestId) {
        var details = failure.details().isEmpty() ? null : failure.details();
        return new ErrorEnvelope(
                false, new Problem(failure.code(), String.valueOf(failure.getMessage()), details), requestId);
    }
}
