package com.docurift.api;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.Authentication;
import com.docurift.platform.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
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

    private void meet(RoutingContext routing) {
        var request = routing.request();
        var facts = new RequestFacts(idOf(request));
        facts.attachTo(routing);
        CurrentCaller.attach(facts);
        routing.response().putHeader(REQUEST_ID, facts.id());
        UnreadBody.guard(routing);
        String path = request.path();
        if (path == null || !PercentEncoding.isSound(path)) {
            errors.write(routing, new ApiException(ErrorCode.NOT_FOUND, "There is nothing at this path"));
            return;
        }
        String key = RequestFacts.needsKey(request) ? PresentedKey.in(request.headers()) : null;
        if (key == null) {
            routing.next();
        } else {
            identify(routing, facts, key);
        }
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
