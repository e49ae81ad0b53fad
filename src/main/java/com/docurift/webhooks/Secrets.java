package com.docurift.webhooks;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes signing secrets in the form of Standard Webhooks 1.0. */
public final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** {@code whsec_} and the base64 of 32 random bytes. */
    public static String generate() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
