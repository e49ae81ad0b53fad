package com.docurift.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers, below those that the system gives to outgoing connections, so that none is lost before it is bound. */
final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private static int next = ThreadLocalRandom.current().nextInt(FIRST, END);

    private FreePorts() {}

    /** A port of 127.0.0.1 that nobody listens on and that was not given before. */
    static synchronized int next() {
        for (int tries = FIRST; tries < END; tries++) {
            next = next + 1 < END ? next + 1 : FIRST;
            if (isFree(next)) {
                return next;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + END);
    }

    /** Whether nobody listens on this port. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }
}
