package com.docurift.accounts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.docurift.platform.Sha256;
import java.security.SecureRandom;

/** The text of an API key: {@code frc_} and 32 characters of {@code [a-zA-Z0-9]}, about 190 random bits. */
final class KeyText {
    private static final String START = "frc_";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 36;
    private static final int PREFIX_LENGTH = 12;

    private KeyText() {}

    static String generate(SecureRandom random) {
        var text = new StringBuilder(START);
        while (text.length() < LENGTH) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    static boolean isWellFormed(String text) {
        return text.length() == LENGTH
                && text.startsWith(START)
                && text.chars().skip(START.length()).allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** By which a key may be shown. */
    static String prefix(String text) {
        return text.substring(0, PREFIX_LENGTH);
    }

    /** By which a key is stored: a key is random enough that a plain SHA-256 cannot be turned round. */
    static byte[] hash(String text) {
        return Sha256.of(text.getBytes(US_ASCII));
    }
}
