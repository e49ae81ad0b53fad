package com.docurift.api.submit;

import com.docurift.api.TargetRefusals;
import com.docurift.jobs.Submission.OwnWebhook;
import com.docurift.webhooks.Secrets;
import com.docurift.webhooks.TargetPolicy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
                .invoke(check -> TargetRefusals.demandAllowed(check, FIELD))
                .map(allowed -> Optional.of(new OwnWebhook(url, own == null ? Secrets.generate() : own)));
    }
}
