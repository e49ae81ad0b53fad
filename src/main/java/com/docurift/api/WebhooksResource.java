package com.docurift.api;

import com.docurift.accounts.Scope;
import com.docurift.webhooks.EndpointCreation;
import com.docurift.webhooks.EventFilter;
import com.docurift.webhooks.NewEndpoint;
import com.docurift.webhooks.TargetPolicy;
import com.docurift.webhooks.Webhooks;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/webhooks}: an organisation's registered endpoints. */
@Path("/v1/webhooks")
@RequiresScope(Scope.WEBHOOKS_MANAGE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhooksResource {
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int MOST_EVENTS = 50;

    private final Webhooks webhooks;
    private final TargetPolicy targets;
    private final CurrentCaller caller;

    @Inject
    WebhooksResource(Webhooks webhooks, TargetPolicy targets, CurrentCaller caller) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Register an endpoint")
    @APIResponse(responseCode = "201", description = "Registered; its secret is shown this once")
    public Uni<RestResponse<Envelope<WebhookResponse>>> create(WebhookRequest request) {
        String organizationId = caller.get().organizationId();
        var wanted = checked(request);
        var context = Vertx.currentContext();
        return targets.check(wanted.url())
                .emitOn(step -> context.runOnContext(ignored -> step.run())) // a name is resolved elsewhere
                .invoke(check -> TargetRefusals.demandAllowed(check, "url"))
                .chain(() -> webhooks.create(organizationId, wanted))
                .map(WebhooksResource::created);
    }

    @GET
    @Operation(summary = "List the endpoints, oldest first")
    @Parameter(name = "page", in = ParameterIn.QUERY, description = "From 1")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 when absent")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of an earlier page; wins over page")
    public Uni<Envelope<WebhookList>> list(@Context HttpServerRequest request) {
        var wanted = PageRequest.of(request);
        return webhooks.list(caller.get().organizationId())
                .map(found -> wanted.cut(found, endpoint -> endpoint.id()))
                .map(page -> Envelope.of(WebhookList.of(page)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show an endpoint")
    public Uni<Envelope<WebhookResponse>> show(@PathParam("id") String id) {
        return webhooks.find(caller.get().organizationId(), id)
                .onItem()
                .ifNull()
                .failWith(
                        () -> new ApiException(ErrorCode.WEBHOOK_NOT_FOUND, "There is no webhook endpoint of this id"))
                .map(endpoint -> Envelope.of(WebhookResponse.withoutSecret(endpoint)));
    }

    private static NewEndpoint checked(WebhookRequest request) {
        String url = Texts.required("url", request.url(), LONGEST_URL);
        List<String> events = request.events() == null ? List.of() : request.events();
        if (events.size() > MOST_EVENTS) {
            throw ApiException.invalid("events", "events may have at most " + MOST_EVENTS + " entries");
        }
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) == null || !EventFilter.isKnown(events.get(i))) {
                throw ApiException.notOneOf("events[" + i + "]", WebhookRequest.knownEvents());
            }
        }
        boolean active = request.active() == null || request.active();
        return new NewEndpoint(
                url, events, active, Texts.optional("description", request.description(), LONGEST_DESCRIPTION));
    }

    private static RestResponse<Envelope<WebhookResponse>> created(EndpointCreation outcome) {
        if (outcome instanceof EndpointCreation.Created made) {
            return RestResponse.status(
                    RestResponse.Status.CREATED, Envelope.of(WebhookResponse.withSecret(made.endpoint())));
        }
        throw new ApiException(
                ErrorCode.WEBHOOK_LIMIT_REACHED,
                "An organisation may have at most " + Webhooks.LIMIT + " webhook endpoints");
    }
}
