package com.docurift.webhooks.http;

import com.docurift.webhooks.delivery.Answer;
import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import com.docurift.webhooks.guard.HostNames.Lookup;
import com.docurift.webhooks.guard.Target;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One POST and its answer. It ends once: with the whole answer, its largest part, the timeout, or an error. */
final class Exchange {
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final AddressRules rules;
    private final Target target;
    private final MultiMap headers;
    private final Buffer body;
    private final long timeoutMillis;
    private final Promise<Answer> ended = Promise.promise();
    private final BodyStart bodyStart = new BodyStart();
    private long timer;
    private volatile @Nullable HttpClientRequest request;
    private volatile @Nullable HttpClientResponse response;
    private int received;

    Exchange(
            Vertx vertx,
            HttpClient client,
            AddressRules rules,
            Target target,
            MultiMap headers,
            Buffer body,
            long timeoutMillis) {
        this.vertx = vertx;
        this.client = client;
        this.rules = rules;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.timeoutMillis = timeoutMillis;
    }

    Future<Answer> run(HostNames names) {
        timer = vertx.setTimer(timeoutMillis, late -> hangUp(new Answer.NoAnswer("no answer within the timeout")));
        names.lookup(target).onComplete(looked -> dial(looked.result()));
        return ended.future();
    }

    private void dial(Lookup lookup) {
        if (lookup instanceof Lookup.Found found) {
            if (found.addresses().stream().allMatch(address -> rules.allow(address, target.tls()))) {
                dial(found.addresses(), 0);
            } else {
                end(new Answer.NoAnswer("the address is not allowed"));
            }
        } else {
            end(
                    lookup instanceof Lookup.Unknown
                            ? new Answer.NoAnswer("the host name does not resolve")
                            : new Answer.OwnFault("the name service did not answer"));
        }
    }

    private void dial(List<InetAddress> addresses, int index) {
        open(addresses.get(index)).onComplete(connected -> {
            if (connected.succeeded()) {
                send(connected.result());
            } else if (index + 1 < addresses.size() && !ended.future().isComplete()) {
                dial(addresses, index + 1);
            } else {
                end(Failures.beforeTheRequest(connected.cause()));
            }
        });
    }

    private Future<HttpClientRequest> open(InetAddress address) {
        try {
            return client.request(options(address));
        } catch (RuntimeException closed) { // the client throws when it is closed, or for a request it cannot write
            return Future.failedFuture(closed);
        }
    }

    // The connection goes to the judged address; name and port stay for the Host header, SNI and the certificate's
    // check.
    private RequestOptions options(InetAddress address) {
        if (target.literal() instanceof Inet6Address) { // the client leaves out the brackets that RFC 9110 §7.2 wants
            headers.set("Host", "[" + target.host() + "]:" + target.port());
        }
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.pathAndQuery())
                .setFollowRedirects(false)
                .setHeaders(headers);
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        if (ended.future().isComplete()) {
            opened.reset();
            return;
        }
        opened.response().onComplete(head -> {
            if (head.succeeded()) {
                read(head.result());
            } else {
                end(Failures.afterTheRequest(head.cause()));
            }
        });
        opened.send(body);
    }

    private void read(HttpClientResponse head) {
        response = head;
        head.exceptionHandler(broken -> end(responded(head)));
        head.endHandler(done -> end(responded(head)));
        head.handler(piece -> {
            bodyStart.add(piece);
            received += piece.length();
            if (received > LARGEST_ANSWER) {
                hangUp(responded(head));
            }
        });
    }

    private Answer responded(HttpClientResponse head) {
        return new Answer.Responded(head.statusCode(), head.getHeader("Retry-After"), bodyStart.text());
    }

    // The status decides, whatever its body then does.
    private void hangUp(Answer otherwise) {
        var head = response;
        end(head == null ? otherwise : responded(head));
        var open = request;
        if (open != null) {
            open.connection().close();
        }
    }

    private void end(Answer answer) {
        if (ended.tryComplete(answer)) {
            vertx.cancelTimer(timer);
        }
    }
}
