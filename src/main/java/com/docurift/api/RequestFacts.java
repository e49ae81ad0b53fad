package com.docurift.api;

import com.docurift.accounts.Authentication;
import com.docurift.accounts.Caller;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What is known of a request before any resource sees it: its id and who sent it. It travels in the routing context. */
public final class RequestFacts {
    private static final String KEY = RequestFacts.class.getName();

    private final String id;
    private @Nullable Authentication authentication;
    private @Nullable ApiException unavailable;

    RequestFacts(String id) {
        this.id = id;
    }

    /** The facts of a request that passed {@link RequestFront}, as every request does. */
    public static RequestFacts of(RoutingContext routing) {
        return routing.get(KEY);
    }

    void attachTo(RoutingContext routing) {
        routing.put(KEY, this);
    }

    /** The request's id: the client's own, or {@code req_…}. */
    public String id() {
        return id;
    }

    /**
     * Who sent the request.
     *
     * @throws ApiException with the reason when no valid key came with it
     */
    public Caller caller() {
        if (unavailable != null) {
            throw unavailable;
        }
        if (authentication instanceof Authentication.Authenticated known) {
            return known.caller();
        }
        throw refusal();
    }

    void authentication(Authentication found) {
        authentication = found;
    }

    /** The key could not be looked up: whether it is valid is unknown. */
    void unavailable(ApiException reason) {
        unavailable = reason;
    }

    private ApiException refusal() {
        if (authentication == null) {
            return new ApiException(
                    ErrorCode.UNAUTHORIZED,
                    "An API key is needed, in the header X-API-Key or as Authorization: Bearer");
        }
        if (authentication instanceof Authentication.Expired) {
            return new ApiException(ErrorCode.API_KEY_EXPIRED, "This API key has expired");
        }
        if (authentication instanceof Authentication.Disabled) {
            return new ApiException(ErrorCode.API_KEY_DISABLED, "This API key is disabled");
        }
        return new ApiException(ErrorCode.INVALID_API_KEY, "This is not a valid API key");
    }

    /** Whether a request is one that needs a key. */
    static boolean needsKey(HttpServerRequest request) {
        String path = request.path();
        return path != null && (path.startsWith("/v1/") || path.equals("/v1"));
    }
}
