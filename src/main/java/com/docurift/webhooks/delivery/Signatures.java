package com.docurift.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request in both schemes: DocuRift's own header and Standard Webhooks 1.0.
 */
public final class Signatures {
    private static final String PREFIX = "whsec_";
    private static final int BASE64_GROUP = 4;
    private static final String ALGORITHM = "HmacSHA256";
    private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(Signatures::mac);

    private Signatures() {}

    /** {@code X-DocuRift-Signature}: lower-case hex over {@code {timestamp}.{body}}; the key is the whole secret as UTF-8. */
    public static String docuRift(String secret, long timestamp, byte[] body) {
        return HexFormat.of().formatHex(sign(secret.getBytes(UTF_8), timestamp + ".", body));
    }

    /** One entry of {@code webhook-signature}: {@code v1,} and base64 over {@code {id}.{timestamp}.{body}}. */
    public static String standard(String secret, String id, long timestamp, byte[] body) {
        return "v1," + Base64.getEncoder().encodeToString(sign(standardKey(secret), id + "." + timestamp + ".", body));
    }

    private static byte[] sign(byte[] key, String before, byte[] body) {
        try {
            var mac = MAC.get();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(before.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // A caller's own secret that is not whsec_ and base64 is used whole.
    private static byte[] standardKey(String secret) {
        if (secret.startsWith(PREFIX)
                && secret.length() > PREFIX.length()
                && (secret.length() - PREFIX.length()) % BASE64_GROUP == 0) {
            try {
                return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException notBase64) {
                return secret.getBytes(UTF_8);
            }
        }
        return secret.getBytes(UTF_8);
    }

    private static Mac mac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
