package com.docurift.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class UnreadBodyTest {
    private static final Buffer PIECE = Buffer.buffer(new byte[64 * 1024]);

    @Inject
    Vertx vertx;

    @Test
    void anEndlessBodyOfHttp2EndsItsStreamAndNotTheConnection() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
        var closed = new AtomicBoolean();
        var over = new AtomicBoolean();
        var endless = got(client.request(HttpMethod.POST, RestAssured.port, "localhost", "/v1/webhooks"));
        endless.connection().closeHandler(gone -> closed.set(true));
        endless.exceptionHandler(reset -> over.set(true));
        endless.setChunked(true);
        var head = endless.response();
        write(endless, over);

        assertThat(got(head).statusCode()).isEqualTo(401);
        await().atMost(Duration.ofSeconds(10)).untilTrue(over);

        var next = got(client.request(HttpMethod.GET, RestAssured.port, "localhost", "/q/health/live"));
        assertThat(got(next.send()).statusCode()).isEqualTo(200);
        assertThat(next.connection()).isSameAs(endless.connection());
        assertThat(closed).isFalse();
        client.close();
    }

    private static void write(HttpClientRequest request, AtomicBoolean over) {
        if (!over.get()) {
            request.write(PIECE).onComplete(written -> {
                if (written.succeeded()) {
                    write(request, over);
                } else {
                    over.set(true);
                }
            });
        }
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
