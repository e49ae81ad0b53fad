package com.docurift.api;

import com.docurift.accounts.Caller;
import io.vertx.ext.web.RoutingContext;
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
    /** What a method demands: no key at all, any key, or a key with a scope. */
    private record Access(boolean withoutKey, Optional<RequiresScope> scope) {}

    private final Map<Method, Access> accesses = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ResourceInfo resource, RoutingContext routing) {
        var access = accesses.computeIfAbsent(resource.getResourceMethod(), AccessFilter::accessOf);
        if (!access.withoutKey()) {
            var caller = RequestFacts.of(routing).caller();
            access.scope().ifPresent(required -> demand(required, caller));
        }
        QueryText.check(routing.request().query());
    }

    private static void demand(RequiresScope required, Caller caller) {
        if (!caller.scopes().contains(required.value())) {
            String scope = required.value().wireName();
            throw new ApiException(
                    ErrorCode.INSUFFICIENT_SCOPE, "This API key lacks the scope " + scope, Map.of("requiredScope", scope));
        }
    }

    private static Access accessOf(Method method) {
        var type = method.getDeclaringClass();
        var scope = Optional.ofNullable(method.getAnnotation(RequiresScope.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(RequiresScope.class)));
        return new Access(type.isAnnotationPresent(WithoutKey.class), scope);
    }
}
