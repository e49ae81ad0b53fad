package com.docurift.api;

import com.docurift.accounts.Scope;
import com.docurift.platform.Overloaded;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource of the tests alone, for what every resource shares: it gives back what it was given, or fails as it is told. */
@Path("/v1/echo")
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {
    @Inject
    CurrentCaller caller;

    @Inject
    Pool pool;

    public record Body(
            @Nullable String text,
            @Nullable List<String> events,
            @Nullable Integer count,
            @Nullable Boolean active) {}

    @GET
    @RequiresScope(Scope.JOBS_READ)
    public Envelope<Map<String, String>> whoAmI() {
        return Envelope.of(Map.of("organizationId", caller.get().organizationId(), "requestId", caller.requestId()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Envelope<Body> give(Body body) {
        return Envelope.of(body);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public Uni<Envelope<Long>> count(@Context HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var read = new long[1];
            request.handler(buffer -> read[0] += buffer.length());
            request.endHandler(ended -> emitter.complete(Envelope.of(read[0])));
            request.resume();
        });
    }

    @GET
    @Path("/fail/{how}")
    public Uni<Envelope<String>> fail(@PathParam("how") String how) {
        return switch (how) {
            case "bug" -> Uni.createFrom().failure(new IllegalArgumentException("select secret from /tmp/x"));
            case "overload" -> Uni.createFrom().failure(new Overloaded("tests"));
            case "sql" -> pool.query("select 1 / 0").execute().replaceWith(Envelope.of("never"));
            case "lost" ->
                pool.query("select pg_terminate_backend(pg_backend_pid())")
                        .execute()
                        .replaceWith(Envelope.of("never"));
            default -> Uni.createFrom().item(Envelope.of(how));
        };
    }
}
