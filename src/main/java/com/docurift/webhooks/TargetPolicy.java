package com.docurift.webhooks;

import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import com.docurift.webhooks.guard.HostNames.Lookup;
import com.docurift.webhooks.guard.ParsedUrl;
import com.docurift.webhooks.guard.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;

/**
 * Where webhooks may go: {@code https} to public addresses, and whatever {@link WebhooksConfig#allowedNetworks()} opens. The same
 * rules are applied when a URL is registered and to each address that an attempt is about to dial.
 */
@ApplicationScoped
public class TargetPolicy {
    private final AddressRules rules;
    private final HostNames names;

    @Inject
    public TargetPolicy(AddressRules rules, HostNames names) {
        this.rules = rules;
        this.names = names;
    }

    /**
     * Judges a URL as it is registered. A name that resolves to a forbidden address now is forbidden; one that does not resolve now is
     * accepted and judged at each attempt.
     */
    public Uni<TargetCheck> check(String url) {
        var parsed = Target.parse(url);
        if (parsed instanceof ParsedUrl.Malformed malformed) {
            return Uni.createFrom().item(new TargetCheck.NotAUrl(malformed.message()));
        }
        if (parsed instanceof ParsedUrl.Refused refused) {
            return Uni.createFrom().item(new TargetCheck.Forbidden(refused.message()));
        }
        var target = (Target) parsed;
        if (!target.tls() && !rules.opensAny()) {
            return Uni.createFrom().item(new TargetCheck.Forbidden("Only https is allowed"));
        }
        return Uni.createFrom().completionStage(() -> names.addressesOf(target)).map(found -> judge(target, found));
    }

    private TargetCheck judge(Target target, Lookup lookup) {
        List<InetAddress> addresses = lookup instanceof Lookup.Found found ? found.addresses() : List.of();
        for (InetAddress address : addresses) {
            if (!rules.allow(address, target.tls())) {
                return new TargetCheck.Forbidden(
                        rules.isPublic(address) ? "Only https is allowed" : "The address is not public");
            }
        }
        return new TargetCheck.Allowed();
    }
}
