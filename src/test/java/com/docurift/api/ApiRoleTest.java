package com.docurift.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process without the role api serves nothing under {@code /v1}, and what belongs to every process all the same. */
class ApiRoleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void withoutTheRoleThereIsNothingUnderTheBasePath() {
        int port = serve(Set.of(Role.PROCESSOR, Role.RELAY));
        for (String path : new String[] {"/v1", "/v1/jobs", "/v1/documents/process/async"}) {
            given().port(port)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("error.code", equalTo("NOT_FOUND"))
                    .body("requestId", equalTo("req_1"));
        }
        given().port(port).get("/q/health").then().statusCode(200);
    }

    @Test
    void withTheRoleEverythingIsServed() {
        given().port(serve(Set.of(Role.API))).get("/v1/jobs").then().statusCode(200);
    }

    private int serve(Set<Role> roles) {
        var filters = new Filters();
        new ApiRole(new Process(roles), new ErrorAnswers(new ObjectMapper())).register(filters);
        var router = Router.router(vertx);
        router.route().handler(routing -> {
            new RequestFacts("req_1").attachTo(routing);
            routing.next();
        });
        filters.getFilters().forEach(filter -> router.route().handler(filter.getHandler()));
        router.route().handler(routing -> routing.response().end("served"));
        var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
        return server.toCompletionStage().toCompletableFuture().join().actualPort();
    }

    private record Process(Set<Role> roles) implements PlatformConfig {
        @Override
        public String dataDir() {
            return "none";
        }
    }
}
