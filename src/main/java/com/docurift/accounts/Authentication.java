package com.docurift.accounts;

/** What became of a presented API key. */
public sealed interface Authentication {
    /** The key is valid; this is who holds it. */
    record Authenticated(Caller caller) implements Authentication {}

    /** There is no such key, or what was presented cannot be one. */
    record Unknown() implements Authentication {}

    /** The key's time is over. */
    record Expired() implements Authentication {}

    /** Somebody switched the key off. */
    record Disabled() implements Authentication {}
}
