package com.docurift.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.docurift.webhooks.WebhooksConfig;
import com.docurift.webhooks.delivery.Answer;
import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import com.docurift.webhooks.guard.Target;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stop() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theHostHeaderHasAnAddressOfVersion6InBrackets() throws Exception {
        assumeTrue(hasVersion6());
        var hosts = new CopyOnWriteArrayList<String>();
        var server = VERTX.createHttpServer()
                .requestHandler(request -> {
                    hosts.add(request.getHeader("Host"));
                    request.response().setStatusCode(204).end();
                })
                .listen(0, "::1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        var settings = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(WebhooksConfig.class)
                .build()
                .getConfigMapping(WebhooksConfig.class);
        var rules = new AddressRules(Optional.of(List.of("::1/128")), false);
        var sender = new WebhookSender(VERTX, new HostNames(VERTX), rules, settings);
        var target = (Target) Target.parse("http://[::1]:" + server.actualPort() + "/hook");

        var answer = sender.post(target, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("{}"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);

        assertThat(answer).isEqualTo(new Answer.Responded(204, null, ""));
        assertThat(hosts).containsExactly("[::1]:" + server.actualPort());
    }

    private static boolean hasVersion6() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return socket.isBound();
        } catch (IOException none) {
            return false;
        }
    }
}
