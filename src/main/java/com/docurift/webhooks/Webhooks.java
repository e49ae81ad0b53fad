package com.docurift.webhooks;

import com.docurift.platform.Ids;
import com.docurift.webhooks.persistence.WebhookEndpointEntity;
import com.docurift.webhooks.persistence.WebhookEndpointRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The registered endpoints of organisations. */
@ApplicationScoped
public class Webhooks {
    /** Endpoints that one organisation may have. */
    public static final int LIMIT = 20;

    private final WebhookEndpointRepository repository;
    private final Ids ids;
    private final Clock clock;

    @Inject
    public Webhooks(WebhookEndpointRepository repository, Ids ids, Clock clock) {
        this.repository = repository;
        this.ids = ids;
        this.clock = clock;
    }

    /** Registers an endpoint with a new secret. */
    public Uni<EndpointCreation> create(String organizationId, NewEndpoint wanted) {
        var endpoint = new WebhookEndpointEntity();
        endpoint.id = ids.next("wh");
        endpoint.organizationId = organizationId;
        endpoint.url = wanted.url();
        endpoint.secret = Secrets.generate();
        endpoint.events = wanted.events().toArray(String[]::new);
        endpoint.active = wanted.active();
        endpoint.description = wanted.description();
        endpoint.createdAt = clock.instant().atOffset(ZoneOffset.UTC);
        endpoint.updatedAt = endpoint.createdAt;
        return repository
                .addBelow(LIMIT, endpoint)
                .map(added -> added
                        ? new EndpointCreation.Created(view(endpoint))
                        : new EndpointCreation.LimitReached(LIMIT));
    }

    /** An organisation's endpoints, at most {@link #LIMIT}, in the order of creation. */
    public Uni<List<Endpoint>> list(String organizationId) {
        return repository
                .listOf(organizationId)
                .map(found -> found.stream().map(Webhooks::view).toList());
    }

    /** The endpoint, or null when there is none of that id or it belongs to another organisation. */
    public Uni<@Nullable Endpoint> find(String organizationId, String id) {
        return repository.findOf(organizationId, id).map(found -> found == null ? null : view(found));
    }

    private static Endpoint view(WebhookEndpointEntity row) {
        return new Endpoint(
                row.id,
                row.organizationId,
                row.url,
                row.secret,
                List.of(row.events),
                row.active,
                row.description,
                row.disabledReason,
                row.createdAt.toInstant(),
                row.updatedAt.toInstant());
    }
}
