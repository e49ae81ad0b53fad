package com.docurift.platform.embedded;

import com.docurift.platform.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;

/** Looks at TCP ports before a server binds them, so that a taken one can be named together with its setting. */
public final class Ports {

    private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    private static final int CONNECT_MILLIS = 200;

    private Ports() {}

    /**
     * Fails when the port cannot be listened on.
     *
     * @param host the address that will be bound
     * @param port 1–65535
     * @param setting the environment spelling of the port's setting
     * @throws StartFailure when another process listens there, or this user may not
     */
    public static void requireFree(String host, int port, String setting) {
        if (port < 1 || port > 65535) {
            throw new StartFailure("%s is %d, but a port is a number from 1 to 65535.".formatted(setting, port));
        }
        try (ServerSocket socket = new ServerSocket()) {
            // On Windows the option would allow stealing a port in use; elsewhere it lets one pass that was just freed.
            socket.setReuseAddress(!OS.contains("windows"));
            socket.bind(new InetSocketAddress(addressOf(host, setting), port));
        } catch (IOException e) {
            throw refused(port, setting, e);
        }
        // Linux refuses the bind whichever local address the other process has; other systems allow a narrower one
        // beside it.
        if (!OS.contains("linux") && answers(port)) {
            throw inUse(port, setting, null);
        }
    }

    /** A port of 127.0.0.1 that nobody listens on at this moment. */
    public static int anyFree() {
        try (ServerSocket socket = reserveAny()) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StartFailure("No free port could be found on 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /** Holds a free port of 127.0.0.1 until the socket is closed. */
    static ServerSocket reserveAny() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        return socket;
    }

    private static InetAddress addressOf(String host, String setting) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new StartFailure(
                    "%s cannot listen on host %s, which does not resolve: correct QUARKUS_HTTP_HOST."
                            .formatted(setting, host),
                    e);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private static StartFailure refused(int port, String setting, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("permission denied")) {
            return new StartFailure(
                    "This user may not listen on port %d: set %s to a port above 1023.".formatted(port, setting), e);
        }
        if (reason.toLowerCase(Locale.ROOT).contains("cannot assign")) {
            return new StartFailure(
                    "Port %d (%s) cannot be opened, because QUARKUS_HTTP_HOST is no address of this machine."
                            .formatted(port, setting),
                    e);
        }
        return inUse(port, setting, e);
    }

    private static StartFailure inUse(int port, String setting, @org.jspecify.annotations.Nullable IOException cause) {
        String sentence = "Port %d is already in use: stop the process that listens on it, or set %s to a free port."
                .formatted(port, setting);
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }
}
