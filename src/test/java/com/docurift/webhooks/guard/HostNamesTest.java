package com.docurift.webhooks.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.webhooks.guard.HostNames.Lookup;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Names are asked of a name server of the test, which knows a few and leaves some questions without an answer. */
class HostNamesTest {
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;
    private static final byte[] ADDRESS_4 = {8, 8, 8, 8};
    private static final byte[] ADDRESS_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final Vertx VERTX = Vertx.vertx();
    private static HostNames names;

    @BeforeAll
    static void start() {
        DatagramSocket server = VERTX.createDatagramSocket();
        server.handler(question -> answer(server, question));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
        names = new HostNames(
                VERTX,
                new SingletonDnsServerAddressStreamProvider(
                        new InetSocketAddress("127.0.0.1", server.localAddress().port())));
    }

    @AfterAll
    static void stop() {
        names.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void namesWhoseServersAreSilentDelayNoOther() throws Exception {
        for (int i = 0; i < 300; i++) {
            lookup("silent" + i + ".example");
        }

        var found = lookup("good.example").get(3, TimeUnit.SECONDS);

        assertThat(found).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void everyAddressIsFoundSoThatEachIsJudged() throws Exception {
        var found = (Lookup.Found) lookup("both.example").get(3, TimeUnit.SECONDS);

        assertThat(found.addresses()).containsExactlyInAnyOrder(address(ADDRESS_4), address(ADDRESS_6));
    }

    @Test
    void aNameThatIsNotThereIsToldFromAServerThatFails() throws Exception {
        assertThat(lookup("gone.example").get(3, TimeUnit.SECONDS)).isEqualTo(new Lookup.Unknown());
        assertThat(lookup("broken.example").get(12, TimeUnit.SECONDS)).isEqualTo(new Lookup.ResolverFailed());
        assertThat(lookup("silent.example").get(12, TimeUnit.SECONDS)).isEqualTo(new Lookup.ResolverFailed());
    }

    @Test
    void localhostIsTheLoopbackAddress() throws Exception {
        var found = (Lookup.Found) lookup("localhost").get(3, TimeUnit.SECONDS);

        assertThat(found.addresses()).contains(InetAddress.getByName("127.0.0.1"));
        assertThat(found.addresses()).allMatch(InetAddress::isLoopbackAddress);
    }

    private static CompletableFuture<Lookup> lookup(String name) {
        return names.addressesOf((Target) Target.parse("https://" + name + "/")).toCompletableFuture();
    }

    private static InetAddress address(byte[] bytes) throws UnknownHostException {
        return InetAddress.getByAddress(bytes);
    }

    // RFC 1035: the question again with a header that says what came of it, and an address that points back at the
    // name.
    private static void answer(DatagramSocket server, DatagramPacket packet) {
        var question = packet.data();
        String name = question.getString(HEADER + 1, HEADER + 1 + question.getByte(HEADER));
        if (name.startsWith("silent")) {
            return;
        }
        int typeAt = HEADER;
        while (question.getByte(typeAt) != 0) {
            typeAt += 1 + question.getByte(typeAt);
        }
        int type = question.getShort(typeAt + 1);
        int code = name.equals("gone") ? NO_SUCH_NAME : name.equals("broken") ? SERVER_FAILURE : 0;
        byte @Nullable [] address = code != 0 ? null : type == 1 ? ADDRESS_4 : name.equals("both") ? ADDRESS_6 : null;
        var reply = Buffer.buffer()
                .appendShort(question.getShort(0))
                .appendShort((short) (0x8180 | code))
                .appendShort((short) 1)
                .appendShort((short) (address == null ? 0 : 1))
                .appendInt(0)
                .appendBuffer(question, HEADER, typeAt + 5 - HEADER);
        if (address != null) {
            reply.appendShort((short) 0xc00c)
                    .appendShort((short) type)
                    .appendShort((short) 1)
                    .appendInt(60)
                    .appendShort((short) address.length)
                    .appendBytes(address);
        }
        server.send(reply, packet.sender().port(), packet.sender().host());
    }
}
