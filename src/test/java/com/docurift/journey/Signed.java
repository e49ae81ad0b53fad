package com.docurift.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Both signatures of a webhook, computed as a receiver would from the documentation. */
final class Signed {

    private static final String STANDARD_PREFIX = "whsec_";

    private Signed() {}

    /** {@code X-DocuRift-Signature}: hex HMAC-SHA256 of {@code timestamp.body} under the whole secret. */
    static String byDocuRift(Receiver.Hit hit, String secret) {
        String start = hit.header("X-DocuRift-Timestamp") + ".";
        return HexFormat.of().formatHex(hmac(secret.getBytes(UTF_8), start, hit.body()));
    }

    /** {@code webhook-signature} as in Standard Webhooks 1.0. */
    static String byStandardWebhooks(Receiver.Hit hit, String secret) {
        byte[] key = secret.startsWith(STANDARD_PREFIX)
                ? Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()))
                : secret.getBytes(UTF_8);
        String start = hit.header("webhook-id") + "." + hit.header("webhook-timestamp") + ".";
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, start, hit.body()));
    }

    private static byte[] hmac(byte[] key, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(start.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
