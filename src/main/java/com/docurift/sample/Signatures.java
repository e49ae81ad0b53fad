package com.docurift.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks the two signatures of a webhook in the way that a receiver has to: over the raw bytes of the body, compared in constant
 * time. It shares no code with the part of the service that signs, so that a mistake there is seen here.
 */
final class Signatures {
    private static final String SECRET_START = "whsec_";
    private static final String VERSION = "v1,";

    private Signatures() {}

    /** {@code X-DocuRift-Signature}: hexadecimal, over {@code timestamp.body}, keyed by the whole text of the secret. */
    static boolean isDocuRift(String secret, @Nullable String timestamp, byte[] body, @Nullable String signature) {
        if (timestamp == null || signature == null) {
            return false;
        }
        byte[] mac = mac(secret.getBytes(UTF_8), timestamp + ".", body);
        return MessageDigest.isEqual(HexFormat.of().formatHex(mac).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    /**
     * {@code webhook-signature} of Standard Webhooks 1.0: one or more {@code v1,<base64>}, over {@code id.timestamp.body}, keyed by the
     * bytes that the secret spells in Base64 after {@code whsec_}.
     */
    static boolean isStandard(
            String secret, @Nullable String id, @Nullable String timestamp, byte[] body, @Nullable String signatures) {
        if (id == null || timestamp == null || signatures == null || !secret.startsWith(SECRET_START)) {
            return false;
        }
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_START.length()));
        byte[] expected = Base64.getEncoder().encode(mac(key, id + "." + timestamp + ".", body));
        return Arrays.stream(signatures.split(" "))
                .filter(one -> one.startsWith(VERSION))
                .anyMatch(one -> MessageDigest.isEqual(
                        expected, one.substring(VERSION.length()).getBytes(UTF_8)));
    }

    private static byte[] mac(byte[] key, String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(start.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
        }
    }
}
