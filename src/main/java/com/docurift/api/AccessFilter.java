package com.docurift.api;

import com.docurift.accounts.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses, once path and method are known and before the body is read: no valid key, a missing scope, a query that cannot be decoded. */
@Singleton
public class AccessFilter {
    /** What a method demands: the operator's key, any API key, or an API key with a scope. */
    private record Access(boolean operatorOnly, Optional<RequiresScope> scope) {}

    private final OperatorKey operator;
    private final Map<Method, Access> accesses = new ConcurrentHashMap<>();

    @Inject
    AccessFilter(OperatorKey operator) {
        this.operator = operator;
    }

    @ServerRequestFilter
    public void check(ResourceInfo resource, RoutingContext routing) {
        var access = accesses.computeIfAbsent(resource.getResourceMethod(), AccessFilter::accessOf);
        if (access.operatorOnly()) {
            operator.demand(routing.request());
        } else {
            var caller = RequestFacts.of(routing).caller();
            access.scope().ifPresent(required -> demand(required, caller));
        }
        QueryText.check(routing.request().query());
    }

    private static void demand(RequiresScope required, Caller caller) {
        if (!caller.scopes().contains(required.value())) {
            String scope = required.value().wireName();
            throw new ApiException(
                    ErrorCode.INSUFFICIENT_SCOPE,
                    "This API key lacks the scope " + scope,
                    Map.of("requiredScope", scope));
        }
    }

    private static Access accessOf(Method method) {
        var type = method.getDeclaringClass();
        var scope = Optional.ofNullable(method.getAnnotation(RequiresScope.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(RequiresScope.class)));
        return new Access(type.isAnnotationPresent(OperatorOnly.class), scope);
    }
}
