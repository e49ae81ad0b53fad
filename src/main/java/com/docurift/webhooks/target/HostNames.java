package com.docurift.webhooks.target;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Resolves names with the system's resolver. One lookup of a name runs at a time, whoever asks, so that a name whose servers hang holds
 * one thread; the JDK keeps the answers for half a minute.
 */
@ApplicationScoped
public class HostNames {
    /** What a name leads to. */
    public sealed interface Lookup {
        /** Its addresses, at least one, in the resolver's order. */
        record Found(List<InetAddress> addresses) implements Lookup {}

        /** The name has no address. */
        record Unknown() implements Lookup {}

        /** The resolver did not answer: our own trouble, or at least not known to be the receiver's. */
        record ResolverFailed() implements Lookup {}
    }

    private static final int THREADS = 32;
    private static final long LONGEST_SECONDS = 10;

    private final WorkerExecutor threads;
    private final Vertx vertx;
    private final ConcurrentHashMap<String, Future<Lookup>> running = new ConcurrentHashMap<>();

    @Inject
    public HostNames(Vertx vertx) {
        this.vertx = vertx;
        this.threads = vertx.createSharedWorkerExecutor("webhook-host-names", THREADS, 30, TimeUnit.SECONDS);
    }

    /** The addresses of a target's host; a literal address is its own. Never fails. */
    public CompletionStage<Lookup> addressesOf(Target target) {
        return lookup(target).toCompletionStage();
    }

    /** As {@link #addressesOf}, for callers on Vert.x. */
    public Future<Lookup> lookup(Target target) {
        var literal = target.literal();
        if (literal != null) {
            return Future.succeededFuture(new Lookup.Found(List.of(literal)));
        }
        var lookup = running.computeIfAbsent(target.host(), this::start);
        lookup.onComplete(done -> running.remove(target.host(), lookup));
        return lookup;
    }

    private Future<Lookup> start(String name) {
        var found = threads.executeBlocking(() -> resolve(name), false);
        var promise = Promise.<Lookup>promise();
        long timer = vertx.setTimer(
                TimeUnit.SECONDS.toMillis(LONGEST_SECONDS), late -> promise.tryComplete(new Lookup.ResolverFailed()));
        found.onComplete(done -> {
            vertx.cancelTimer(timer);
            promise.tryComplete(done.succeeded() ? done.result() : new Lookup.ResolverFailed());
        });
        return promise.future();
    }

    private static Lookup resolve(String name) {
        try {
            return new Lookup.Found(List.of(InetAddress.getAllByName(name)));
        } catch (UnknownHostException failed) {
            return isTemporary(failed) ? new Lookup.ResolverFailed() : new Lookup.Unknown();
        }
    }

    // EAI_AGAIN of getaddrinfo; the JDK passes on nothing but its text.
    private static boolean isTemporary(UnknownHostException failed) {
        return String.valueOf(failed.getMessage()).contains("Temporary failure");
    }
}
