package com.docurift.api;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of every resource, and every refusal of the framework before a resource is found, becomes an error envelope here. */
@Singleton
public class ErrorMappers {
    private final ErrorAnswers answers;
    private final Routes routes;
    private final OperatorKey operator;

    @Inject
    ErrorMappers(ErrorAnswers answers, Routes routes, OperatorKey operator) {
        this.answers = answers;
        this.routes = routes;
        this.operator = operator;
    }

    @ServerExceptionMapper
    public Response told(ApiException failure, RoutingContext routing) {
        return answers.answer(failure, RequestFacts.of(routing).id());
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure, RoutingContext routing) {
        String id = RequestFacts.of(routing).id();
        return answers.answer(answers.of(failure, id), id);
    }

    /** What the framework refuses, in the order of the contract: a known path needs a key before anything else is said about it. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal, RoutingContext routing) {
        var facts = RequestFacts.of(routing);
        int status = refusal.getResponse().getStatus();
        if (status >= 500) {
            return answers.answer(answers.of(refusal, facts.id()), facts.id());
        }
        String path = routing.normalizedPath();
        if (status != 404 && RequestFacts.needsKey(routing.request())) {
            try {
                demandKey(path, routing);
            } catch (ApiException unknownCaller) {
                return answers.answer(unknownCaller, facts.id());
            }
        }
        return status == 405
                ? methodNotAllowed(routes.methodsOf(path), facts.id())
                : answers.answer(sentence(status), facts.id());
    }

    private void demandKey(String path, RoutingContext routing) {
        if (routes.isOperatorOnly(path)) {
            operator.demand(routing.request());
        } else {
            RequestFacts.of(routing).caller();
        }
    }

    private Response methodNotAllowed(Set<String> allowed, String requestId) {
        var details = Map.<String, Object>of("allowed", allowed);
        var failure = new ApiException(
                ErrorCode.METHOD_NOT_ALLOWED, "This path knows only " + String.join(", ", allowed), details);
        var answer = answers.answer(failure, requestId);
        answer.getHeaders().putSingle(HttpHeaders.ALLOW, String.join(", ", allowed));
        return answer;
    }

    /** What is said of a request that the framework refused. */
    static ApiException sentence(int status) {
        return switch (status) {
            case 404 -> new ApiException(ErrorCode.NOT_FOUND, "There is nothing at this path");
            case 406 ->
                new ApiException(
                        ErrorCode.NOT_ACCEPTABLE, "This answer cannot be had in a form that the Accept header allows");
            case 413 -> new ApiException(ErrorCode.REQUEST_TOO_LARGE, "The request is too large");
            case 415 ->
                new ApiException(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is of a media type that is not taken here");
            default -> ApiException.malformed("The request cannot be understood");
        };
    }
}
