package com.docurift.webhooks;

/** What the address guard says of a webhook's URL. */
public sealed interface TargetCheck {
    /** The URL may be called now; every attempt is judged again. */
    record Allowed() implements TargetCheck {}

    /** It is no absolute {@code http} or {@code https} URL: a mistake in the field, {@code VALIDATION_ERROR}. */
    record NotAUrl(String message) implements TargetCheck {}

    /** It is a URL that this service does not call: {@code WEBHOOK_URL_NOT_ALLOWED}. */
    record Forbidden(String message) implements TargetCheck {}
}
