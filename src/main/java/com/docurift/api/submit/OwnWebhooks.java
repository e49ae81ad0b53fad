package com.docurift.api.submit;

import com.docurift.api.ApiException;
import com.docurift.api.ErrorCode;
import com.docurift.jobs.Submission.OwnWebhook;
import com.docurift.webhooks.Secrets;
import com.docurift.webhooks.TargetCheck;
import com.docurift.webhooks.TargetPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** The one-job endpoint that a submission may name. */
@ApplicationScoped
class OwnWebhooks {
    private static final String FIELD = "webhookUrl";

    private final TargetPolicy policy;

    @Inject
    OwnWebhooks(TargetPolicy policy) {
        this.policy = policy;
    }

    /** The endpoint, with a new secret when the client brought none; empty when there is no URL. Fails when the URL is refused. */
    Uni<Optional<OwnWebhook>> of(Form.Wishes wishes) {
        var url = wishes.webhookUrl();
        if (url == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        var own = wishes.webhookSecret();
        return policy.check(url)
                .invoke(OwnWebhooks::refuse)
                .map(allowed -> Optional.of(new OwnWebhook(url, own == null ? Secrets.generate() : own)));
    }

    private static void refuse(TargetCheck check) {
        if (check instanceof TargetCheck.NotAUrl not) {
            throw ApiException.invalid(FIELD, not.message());
        }
        if (check instanceof TargetCheck.Forbidden forbidden) {
            throw new ApiException(ErrorCode.WEBHOOK_URL_NOT_ALLOWED, forbidden.message(), Map.of("field", FIELD));
        }
    }
}
