package com.docurift.platform;

/**
 * CDI event: the HTTP server accepts requests and the banner is printed. Fired once, on a thread that may block.
 *
 * @param url where this process is reached on this machine, such as {@code http://localhost:8080}
 */
public record ServiceReady(String url) {}
