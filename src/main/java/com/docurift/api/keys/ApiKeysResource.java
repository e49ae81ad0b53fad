package com.docurift.api.keys;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.ApiKey;
import com.docurift.accounts.ApiKeys;
import com.docurift.accounts.KeyChange;
import com.docurift.accounts.Scope;
import com.docurift.api.ApiException;
import com.docurift.api.CurrentCaller;
import com.docurift.api.Envelope;
import com.docurift.api.ErrorCode;
import com.docurift.api.PageRequest;
import com.docurift.api.RequiresScope;
import com.docurift.platform.Time;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/api-keys}: an organisation makes, shows, changes and removes its own keys. */
@Path("/v1/api-keys")
@RequiresScope(Scope.KEYS_MANAGE)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
public class ApiKeysResource {
    private final Accounts accounts;
    private final ApiKeys keys;
    private final KeyFields fields;
    private final CurrentCaller caller;
    private final Clock clock;

    @Inject
    ApiKeysResource(Accounts accounts, ApiKeys keys, KeyFields fields, CurrentCaller caller, Clock clock) {
        this.accounts = accounts;
        this.keys = keys;
        this.fields = fields;
        this.caller = caller;
        this.clock = clock;
    }

    /** What is left of a key that was removed. */
    public record Deleted(String id, String deletedAt) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make a key", description = "It can have no scope that the key of this request lacks.")
    @APIResponse(responseCode = "201", description = "Made; its text is shown this once")
    public Uni<RestResponse<Envelope<ApiKeyResponse>>> create(ApiKeyRequest request) {
        var maker = caller.get();
        return accounts.issueKey(
                        maker.organizationId(),
                        fields.name(request.name()),
                        fields.scopes(request.scopes(), maker.scopes()),
                        fields.end(request.expiresAt()))
                .map(made -> RestResponse.status(RestResponse.Status.CREATED, Envelope.of(ApiKeyResponse.of(made))));
    }

    @GET
    @Operation(summary = "List the keys, oldest first")
    @Parameter(name = "page", in = ParameterIn.QUERY, description = "From 1")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 100; 20 when absent")
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The nextCursor of an earlier page; wins over page")
    public Uni<Envelope<ApiKeyList>> list(@Context HttpServerRequest request) {
        var wanted = PageRequest.of(request);
        return keys.list(caller.get().organizationId(), wanted.after(), wanted.offset(), wanted.rowsToRead())
                .map(found -> wanted.page(found.keys(), found.total(), ApiKey::id))
                .map(page -> Envelope.of(ApiKeyList.of(page)));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Show a key")
    public Uni<Envelope<ApiKeyResponse>> show(@PathParam("id") String id) {
        return keys.find(caller.get().organizationId(), id)
                .onItem()
                .ifNull()
                .failWith(ApiKeysResource::notFound)
                .map(key -> Envelope.of(ApiKeyResponse.of(key)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Rename a key, switch it off or on, or say when it expires",
            description = "Felt within 2 s in the process that answers and within 10 s in every other.")
    public Uni<Envelope<ApiKeyResponse>> change(@PathParam("id") String id, ApiKeyPatch request) {
        return keys.change(caller.get().organizationId(), id, fields.patch(request))
                .map(outcome -> Envelope.of(ApiKeyResponse.of(made(outcome))));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a key for good")
    public Uni<Envelope<Deleted>> remove(@PathParam("id") String id) {
        return keys.remove(caller.get().organizationId(), id)
                .map(outcome -> Envelope.of(new Deleted(made(outcome).id(), Time.seconds(clock.instant()))));
    }

    private static ApiKey made(KeyChange outcome) {
        if (outcome instanceof KeyChange.Made change) {
            return change.key();
        }
        throw outcome instanceof KeyChange.LastKey ? lastKey() : notFound();
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.API_KEY_NOT_FOUND, "There is no API key of this id");
    }

    private static ApiException lastKey() {
        return new ApiException(
                ErrorCode.LAST_API_KEY,
                "This is the organisation's last key with the scope keys:manage that is not disabled and does not expire");
    }
}
