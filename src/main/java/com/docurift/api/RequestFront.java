package com.docurift.api;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.Authentication;
import com.docurift.platform.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Meets every request first: gives it its id, finds out who sent it, and turns away paths that cannot be decoded. It refuses nothing
 * for lack of a key, because only later steps know whether the path exists at all; they ask {@link RequestFacts}.
 */
@Singleton
public class RequestFront {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int LONGEST_REQUEST_ID = 128;
    /** Before everything that Quarkus registers itself, its limit of the body's size included. */
    private static final int FIRST = 1000;

    private final Ids ids;
    private final Accounts accounts;
    private final RateLimitGate limit;
    private final ErrorAnswers errors;

    @Inject
    RequestFront(Ids ids, Accounts accounts, RateLimitGate limit, ErrorAnswers errors) {
        this.ids = ids;
        this.accounts = accounts;
        this.limit = limit;
        this.errors = errors;
    }

    void register(@Observes Filters filters) {
        filters.register(this::meet, FIRST);
    }

    /**
     * What fails before, between or behind the resources is told like everything else. The router finds routes by the decoded path: one
     * that it cannot decode comes to no route at all, only to the router's own handler of errors.
     */
    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
        router.errorHandler(400, this::fail);
    }

    private void meet(RoutingContext routing) {
        var request = routing.request();
        var facts = receive(routing);
        if (!hasSoundPath(request)) {
            fail(routing);
            return;
        }
        String key = RequestFacts.needsKey(request) ? PresentedKey.in(request.headers()) : null;
        if (key == null) {
            routing.next();
        } else {
            identify(routing, facts, key);
        }
    }

    private RequestFacts receive(RoutingContext routing) {
        var facts = new RequestFacts(idOf(routing.request()));
        facts.attachTo(routing);
        CurrentCaller.attach(facts);
        routing.response().putHeader(REQUEST_ID, facts.id());
        UnreadBody.guard(routing);
        return facts;
    }

    private void fail(RoutingContext routing) {
        if (RequestFacts.of(routing) == null) {
            receive(routing);
        }
        if (routing.response().headWritten()) {
            routing.request().connection().close();
        } else {
            errors.write(routing, reason(routing));
        }
    }

    private ApiException reason(RoutingContext routing) {
        var failure = routing.failure();
        if (!hasSoundPath(routing.request())) {
            return ErrorMappers.sentence(404);
        }
        return failure == null || (routing.statusCode() >= 400 && routing.statusCode() < 500)
                ? ErrorMappers.sentence(routing.statusCode())
                : errors.of(failure, RequestFacts.of(routing).id());
    }

    private static boolean hasSoundPath(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.startsWith("/") && PercentEncoding.isSound(path);
    }

    private void identify(RoutingContext routing, RequestFacts facts, String key) {
        var context = Vertx.currentContext();
        accounts.authenticate(key)
                .subscribe()
                .with(
                        found -> {
                            facts.authentication(found);
                            proceed(context, () -> admit(routing, found));
                        },
                        failure -> {
                            facts.unavailable(errors.of(failure, facts.id()));
                            proceed(context, routing::next);
                        });
    }

    /** A key that had to be looked up may come back on the context of another request that asked for the same one. */
    private static void proceed(@Nullable Context context, Runnable step) {
        if (context == null || context == Vertx.currentContext()) {
            step.run();
        } else {
            context.runOnContext(ignored -> step.run());
        }
    }

    private void admit(RoutingContext routing, Authentication found) {
        if (!(found instanceof Authentication.Authenticated known) || limit.passes(routing, known.caller())) {
            routing.next();
        }
    }

    private String idOf(HttpServerRequest request) {
        String own = request.getHeader(REQUEST_ID);
        return own != null && isSound(own) ? own : ids.next("req");
    }

    private static boolean isSound(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_REQUEST_ID
                && id.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '_'
                                || c == '-');
    }
}
