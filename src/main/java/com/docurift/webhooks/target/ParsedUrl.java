package com.docurift.webhooks.target;

/** What a text turned out to be. */
public sealed interface ParsedUrl permits Target, ParsedUrl.Malformed, ParsedUrl.Refused {
    /** No absolute {@code http} or {@code https} URL. */
    record Malformed(String message) implements ParsedUrl {}

    /** A URL that is never called, whatever it resolves to. */
    record Refused(String message) implements ParsedUrl {}
}
