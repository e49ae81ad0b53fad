package com.docurift.api;

import com.docurift.accounts.Caller;
import com.docurift.accounts.RateLimits;
import com.docurift.accounts.RateLimits.Standing;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Tells every known caller where its key stands with the rate limit, and turns it away beyond. The headers are those of
 * draft-ietf-httpapi-ratelimit-headers-06.
 */
@Singleton
class RateLimitGate {
    private final RateLimits limits;
    private final ErrorAnswers errors;

    @Inject
    RateLimitGate(RateLimits limits, ErrorAnswers errors) {
        this.limits = limits;
        this.errors = errors;
    }

    /** Counts the request; answers whether it may go on. If not, it has been answered. */
    boolean passes(RoutingContext routing, Caller caller) {
        var found = limits.count(caller.keyId());
        if (found.isEmpty()) {
            return true;
        }
        var standing = found.get();
        tell(routing.response(), standing);
        if (!standing.allowed()) {
            errors.write(routing, refusal(standing));
        }
        return standing.allowed();
    }

    private static void tell(HttpServerResponse response, Standing standing) {
        response.putHeader("RateLimit-Limit", Long.toString(standing.limit()));
        response.putHeader("RateLimit-Remaining", Long.toString(standing.remaining()));
        response.putHeader("RateLimit-Reset", Long.toString(standing.resetSeconds()));
    }

    private static ApiException refusal(Standing standing) {
        return ApiException.comeBack(
                ErrorCode.RATE_LIMIT_EXCEEDED,
                "This API key makes more requests than it may; see RateLimit-Limit and Retry-After",
                (int) standing.retrySeconds());
    }
}
