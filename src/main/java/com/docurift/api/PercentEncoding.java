package com.docurift.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Finds what no text of ours may hold: percent signs that are not followed by two hexadecimal digits (RFC 3986 §2.1), bytes that are
 * not UTF-8 (RFC 3629: overlong forms and halves of pairs are not), and NUL.
 */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Whether every percent sign starts a byte, none of the bytes is NUL, and each run of them is UTF-8. */
    static boolean isSound(String encoded) {
        if (encoded.indexOf('\0') >= 0) {
            return false;
        }
        int at = encoded.indexOf('%');
        while (at >= 0) {
            int end = endOfRun(encoded, at);
            if (!isText(encoded, at, end)) {
                return false;
            }
            at = encoded.indexOf('%', end);
        }
        return true;
    }

    private static int endOfRun(String encoded, int start) {
        int end = start;
        while (end < encoded.length() && encoded.charAt(end) == '%') {
            end += 3;
        }
        return end;
    }

    private static boolean isText(String encoded, int start, int end) {
        var bytes = ByteBuffer.allocate((end - start) / 3);
        for (int at = start; at < end; at += 3) {
            int value = byteAt(encoded, at);
            if (value <= 0) {
                return false;
            }
            bytes.put((byte) value);
        }
        try {
            UTF_8.newDecoder().decode(bytes.flip());
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    private static int byteAt(String encoded, int percent) {
        if (percent + 2 >= encoded.length()) {
            return -1;
        }
        int high = hex(encoded.charAt(percent + 1));
        int low = hex(encoded.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hex(char digit) {
        return digit < 128 ? Character.digit(digit, 16) : -1;
    }
}
