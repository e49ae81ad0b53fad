package com.docurift.api;

import com.docurift.webhooks.TargetCheck;
import java.util.Map;

/** Turns what the address guard says of a webhook's URL into an answer. */
public final class TargetRefusals {
    private TargetRefusals() {}

    /**
     * Lets an allowed URL pass.
     *
     * @param field where the URL stands in the request
     * @throws ApiException that names the field
     */
    public static void demandAllowed(TargetCheck check, String field) {
        if (check instanceof TargetCheck.NotAUrl not) {
            throw ApiException.invalid(field, not.message());
        }
        if (check instanceof TargetCheck.Forbidden forbidden) {
            throw new ApiException(ErrorCode.WEBHOOK_URL_NOT_ALLOWED, forbidden.message(), Map.of("field", field));
        }
    }
}
