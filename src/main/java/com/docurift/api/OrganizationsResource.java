package com.docurift.api;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.NewOrganization;
import com.docurift.platform.Time;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /v1/organizations}: the operator makes organisations. Without an operator key in the configuration there is nothing here. */
@Path("/v1/organizations")
@OperatorOnly
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
public class OrganizationsResource {
    private static final int LONGEST_NAME = 255;

    private final Accounts accounts;

    @Inject
    OrganizationsResource(Accounts accounts) {
        this.accounts = accounts;
    }

    /** What the operator sends: a name of 1 to 255 characters. */
    public record OrganizationRequest(@Nullable String name) {}

    /** The organisation, with its first API key, which is shown this once. */
    public record OrganizationResponse(String id, String name, String apiKey, String createdAt) {
        static OrganizationResponse of(NewOrganization made) {
            return new OrganizationResponse(made.id(), made.name(), made.key().key(), Time.seconds(made.createdAt()));
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make an organisation with its first API key")
    @SecurityRequirement(name = ApiDescription.OPERATOR_KEY)
    @APIResponse(responseCode = "201", description = "Made; the key is shown this once")
    public Uni<RestResponse<Envelope<OrganizationResponse>>> create(OrganizationRequest request) {
        String name = Texts.required("name", request.name(), LONGEST_NAME);
        return accounts.createOrganization(name)
                .map(made ->
                        RestResponse.status(RestResponse.Status.CREATED, Envelope.of(OrganizationResponse.of(made))));
    }
}
