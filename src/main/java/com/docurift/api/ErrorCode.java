package com.docurift.api;

/** The one list of errors that a request can meet; each has one HTTP status. Adding an error is adding a constant. */
public enum ErrorCode {
    VALIDATION_ERROR(400),
    INVALID_FILE_TYPE(400),
    EMPTY_FILE(400),
    MALFORMED_REQUEST(400),
    WEBHOOK_URL_NOT_ALLOWED(400),
    UNAUTHORIZED(401),
    INVALID_API_KEY(401),
    API_KEY_EXPIRED(401),
    API_KEY_DISABLED(401),
    INSUFFICIENT_SCOPE(403),
    JOB_NOT_FOUND(404),
    DOCUMENT_NOT_FOUND(404),
    BATCH_NOT_FOUND(404),
    WEBHOOK_NOT_FOUND(404),
    DELIVERY_NOT_FOUND(404),
    API_KEY_NOT_FOUND(404),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    JOB_NOT_CANCELLABLE(409),
    JOB_NOT_RETRYABLE(409),
    JOB_NOT_COMPLETED(409),
    IDEMPOTENCY_KEY_REUSED(409),
    WEBHOOK_LIMIT_REACHED(409),
    LAST_API_KEY(409),
    FILE_TOO_LARGE(413),
    REQUEST_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RATE_LIMIT_EXCEEDED(429),
    QUEUE_FULL(429),
    INTERNAL_ERROR(500),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with the code. */
    public int status() {
        return status;
    }
}
