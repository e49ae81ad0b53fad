package com.docurift.api;

import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * In a process without the role api there is nothing under {@code /v1}: it would take uploads, and its streams would never hear of an
 * event. Health and metrics are there in every role.
 */
@ApplicationScoped
class ApiRole {
    /** Directly behind {@link RequestFront}, which gives the request its id. */
    private static final int SECOND = 999;

    private final PlatformConfig platform;
    private final ErrorAnswers errors;

    @Inject
    ApiRole(PlatformConfig platform, ErrorAnswers errors) {
        this.platform = platform;
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        if (!platform.roles().contains(Role.API)) {
            filters.register(this::meet, SECOND);
        }
    }

    private void meet(RoutingContext routing) {
        if (RequestFacts.needsKey(routing.request())) {
            errors.write(
                    routing,
                    new ApiException(ErrorCode.NOT_FOUND, "This process has not the role api and serves nothing here"));
        } else {
            routing.next();
        }
    }
}
