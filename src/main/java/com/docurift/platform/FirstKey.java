package com.docurift.platform;

/**
 * CDI event of the first start: the organisation and the key that were made for it. Fired synchronously while the application
 * starts, before the HTTP server accepts.
 *
 * @param organizationId {@code org_…}
 * @param apiKey the whole key, which is never shown again
 */
public record FirstKey(String organizationId, String apiKey) {

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "FirstKey[" + organizationId + "]";
    }
}
