package com.docurift.webhooks.http;

import com.docurift.webhooks.WebhooksConfig;
import com.docurift.webhooks.delivery.Answer;
import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import com.docurift.webhooks.guard.Target;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Posts to receivers. Names are resolved once per attempt and the very addresses that were judged are dialled. */
@ApplicationScoped
public class WebhookSender {
    // Below the 5 s after which widespread servers close idle connections: a request on a closing one would be a failed
    // attempt.
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final Vertx vertx;
    private final HostNames names;
    private final AddressRules rules;
    private final long timeoutMillis;
    private final HttpClient client;

    @Inject
    public WebhookSender(Vertx vertx, HostNames names, AddressRules rules, WebhooksConfig config) {
        this.vertx = vertx;
        this.names = names;
        this.rules = rules;
        this.timeoutMillis = config.timeout().toMillis();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setName("webhooks")
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setSslHandshakeTimeout(config.connectTimeout().toSeconds() + 1)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(config.concurrency()));
    }

    /** Makes one attempt; never fails. */
    public Future<Answer> post(Target target, MultiMap headers, Buffer body) {
        return new Exchange(vertx, client, rules, target, headers, body, timeoutMillis).run(names);
    }
}
