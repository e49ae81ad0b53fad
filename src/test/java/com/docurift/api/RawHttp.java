package com.docurift.api;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no HTTP client would send. */
final class RawHttp {
    private RawHttp() {}

    /** The whole answer to a GET: status line, headers, body. */
    static String get(int port, String target, String... headers) throws IOException {
        String head =
                "GET " + target + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n" + String.join("\r\n", headers);
        return exchange(port, head + (headers.length == 0 ? "\r\n" : "\r\n\r\n"));
    }

    /** Everything that comes back for some bytes until the connection is closed. */
    static String exchange(int port, String sent) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
