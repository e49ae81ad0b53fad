package com.docurift.api;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What the OpenAPI document says about the service as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "DocuRift Jobs API",
                        version = "1",
                        description =
                                "Asynchronous document processing: submit a document, then poll, watch the events, or be told by a webhook."),
        security = {
            @SecurityRequirement(name = ApiDescription.API_KEY),
            @SecurityRequirement(name = ApiDescription.BEARER)
        })
@SecurityScheme(
        securitySchemeName = ApiDescription.API_KEY,
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key",
        description = "An API key: frc_ and 32 letters or digits")
@SecurityScheme(
        securitySchemeName = ApiDescription.BEARER,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "The same API key as a bearer token")
@SecurityScheme(
        securitySchemeName = ApiDescription.OPERATOR_KEY,
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-Operator-Key",
        description = "The operator's key from the configuration")
public class ApiDescription extends Application {
    static final String API_KEY = "apiKey";
    static final String BEARER = "bearer";
    static final String OPERATOR_KEY = "operatorKey";
}
