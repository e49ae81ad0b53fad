package com.docurift.api;

import com.docurift.jobs.QueueFull;
import com.docurift.platform.Overloaded;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;

/** Turns whatever went wrong into the one shape of an error answer. */
@Singleton
public class ErrorAnswers {
    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    private final ObjectMapper json;

    @Inject
    ErrorAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** What the client is told of a failure; one that is nobody's fault but ours is logged and told without any detail. */
    public ApiException of(Throwable failure, String requestId) {
        if (failure instanceof ApiException told) {
            return told;
        }
        if (failure instanceof QueueFull) {
            return ApiException.comeBack(
                    ErrorCode.QUEUE_FULL, "Your organisation has as many waiting jobs as it may; please try again", 1);
        }
        if (failure instanceof Overloaded) {
            return ApiException.comeBack(ErrorCode.SERVICE_UNAVAILABLE, "The service is busy; please try again", 1);
        }
        if (LostInfrastructure.isTheCauseOf(failure)) {
            LOG.warnf("request %s: the database cannot be reached: %s", requestId, failure);
            return ApiException.comeBack(
                    ErrorCode.SERVICE_UNAVAILABLE, "The service is unavailable for a moment; please try again", 2);
        }
        LOG.errorf(failure, "request %s failed", requestId);
        return new ApiException(
                ErrorCode.INTERNAL_ERROR,
                "Something went wrong on our side; please name the request id when you report it");
    }

    /** The answer for JAX-RS. */
    public Response answer(ApiException failure, String requestId) {
        var answer = Response.status(failure.code().status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(ErrorEnvelope.of(failure, requestId));
        if (asksToComeBack(failure)) {
            answer.header(HttpHeaders.RETRY_AFTER, failure.retryAfterSeconds());
        }
        return answer.build();
    }

    /** Writes the answer where no JAX-RS resource is involved. */
    public void write(RoutingContext routing, ApiException failure) {
        var response = routing.response().setStatusCode(failure.code().status());
        response.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        if (asksToComeBack(failure)) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(failure.retryAfterSeconds()));
        }
        var body = ErrorEnvelope.of(failure, RequestFacts.of(routing).id());
        try {
            response.end(json.writeValueAsString(body)).onFailure(gone -> LOG.debugf("the client left: %s", gone));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An error envelope is always writable", impossible);
        }
    }

    private static boolean asksToComeBack(ApiException failure) {
        return failure.code().status() == 429 || failure.code().status() == 503;
    }
}
