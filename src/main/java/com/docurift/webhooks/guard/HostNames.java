package com.docurift.webhooks.guard;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverException;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FutureListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names without a thread for each: names whose servers do not answer delay no other. As the system's resolver it goes by
 * {@code /etc/hosts} and the name servers, search domains and options of {@code /etc/resolv.conf}. One lookup of a name runs at a time,
 * whoever asks; answers are kept for as long as they say, but at most half a minute.
 */
@ApplicationScoped
public class HostNames {
    /** What a name leads to. */
    public sealed interface Lookup {
        /** Its addresses, at least one, in the order in which they are tried. */
        record Found(List<InetAddress> addresses) implements Lookup {}

        /** The name has no address. */
        record Unknown() implements Lookup {}

        /** The resolver did not answer: our own trouble, or at least not known to be the receiver's. */
        record ResolverFailed() implements Lookup {}
    }

    private static final long LONGEST_SECONDS = 10;
    private static final int KEPT_SECONDS = 30;
    private static final int UNKNOWN_KEPT_SECONDS = 5;

    private final Vertx vertx;
    private final EventLoopGroup thread =
            new NioEventLoopGroup(1, new DefaultThreadFactory("webhook-host-names", true));
    private final DnsNameResolver resolver;
    private final ConcurrentHashMap<String, Future<Lookup>> running = new ConcurrentHashMap<>();

    @Inject
    public HostNames(Vertx vertx) {
        this(vertx, DnsServerAddressStreamProviders.platformDefault());
    }

    /**
     * @param servers the name servers to ask
     */
    HostNames(Vertx vertx, DnsServerAddressStreamProvider servers) {
        this.vertx = vertx;
        this.resolver = new DnsNameResolverBuilder(thread.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class) // for answers that are too long for a datagram
                .nameServerProvider(servers)
                .completeOncePreferredResolved(false) // every address is judged
                .ttl(0, KEPT_SECONDS)
                .negativeTtl(UNKNOWN_KEPT_SECONDS)
                .build();
    }

    @PreDestroy
    void close() {
        resolver.close();
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** The addresses of a target's host; a literal address is its own. Never fails. */
    public CompletionStage<Lookup> addressesOf(Target target) {
        return lookup(target).toCompletionStage();
    }

    /** As {@link #addressesOf}, for callers on Vert.x: it completes on their context. */
    public Future<Lookup> lookup(Target target) {
        var literal = target.literal();
        if (literal != null) {
            return Future.succeededFuture(new Lookup.Found(List.of(literal)));
        }
        var context = vertx.getOrCreateContext();
        var answer = Promise.<Lookup>promise();
        var lookup = running.computeIfAbsent(target.host(), this::start);
        lookup.onComplete(done -> {
            running.remove(target.host(), lookup);
            context.runOnContext(back -> answer.complete(done.result()));
        });
        return answer.future();
    }

    private Future<Lookup> start(String name) {
        var promise = Promise.<Lookup>promise();
        long timer = vertx.setTimer(
                TimeUnit.SECONDS.toMillis(LONGEST_SECONDS), late -> promise.tryComplete(new Lookup.ResolverFailed()));
        resolver.resolveAll(name).addListener((FutureListener<List<InetAddress>>) found -> {
            vertx.cancelTimer(timer);
            promise.tryComplete(
                    found.isSuccess() ? new Lookup.Found(List.copyOf(found.getNow())) : without(name, found.cause()));
        });
        return promise.future();
    }

    private static Lookup without(String name, Throwable failure) {
        // RFC 6761: it is the loopback address also where neither the hosts file nor a server knows it.
        return name.equals("localhost") ? new Lookup.Found(List.of(NetUtil.LOCALHOST4)) : why(failure);
    }

    private static Lookup why(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DnsErrorCauseException told) {
                return told.getCode().equals(DnsResponseCode.NXDOMAIN)
                        ? new Lookup.Unknown()
                        : new Lookup.ResolverFailed();
            }
            if (cause instanceof DnsNameResolverException) { // no server could be asked, or none answered in time
                return new Lookup.ResolverFailed();
            }
        }
        return failure instanceof UnknownHostException ? new Lookup.Unknown() : new Lookup.ResolverFailed();
    }
}
