package com.docurift.api;

/** Finds what no text of ours may hold: percent signs that are not followed by two hexadecimal digits, and NUL (RFC 3986 §2.1). */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Whether every percent sign starts a byte, and none of the bytes is NUL. */
    static boolean isSound(String encoded) {
        if (encoded.indexOf('\0') >= 0) {
            return false;
        }
        for (int at = encoded.indexOf('%'); at >= 0; at = encoded.indexOf('%', at + 1)) {
            if (byteAt(encoded, at) <= 0) {
                return false;
            }
        }
        return true;
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
