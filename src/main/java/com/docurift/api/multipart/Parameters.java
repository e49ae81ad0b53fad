package com.docurift.api.multipart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A header value with parameters, such as {@code form-data; name="file"; filename="a.pdf"}.
 *
 * @param main what stands before the first semicolon, in lower case
 * @param values the parameters by their names in lower case; the first of a name counts
 */
record Parameters(String main, Map<String, String> values) {

    /** Reads a header value; what cannot be understood is skipped. */
    static Parameters parse(String header) {
        int semicolon = header.indexOf(';');
        var main = (semicolon < 0 ? header : header.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        var values = new HashMap<String, String>();
        for (int at = semicolon; at >= 0 && at < header.length(); ) {
            int end = endOfParameter(header, at + 1);
            read(header.substring(at + 1, end), values);
            at = end;
        }
        return new Parameters(main, values);
    }

    /** The next semicolon that is not inside of quotes, or the end. */
    private static int endOfParameter(String header, int from) {
        boolean quoted = false;
        for (int at = from; at < header.length(); at++) {
            char one = header.charAt(at);
            if (one == '"') {
                quoted = !quoted;
            } else if (quoted && isEscape(header, at)) {
                at++;
            } else if (one == ';' && !quoted) {
                return at;
            }
        }
        return header.length();
    }

    private static void read(String parameter, Map<String, String> values) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            return;
        }
        var name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        var value = parameter.substring(equals + 1).strip();
        values.putIfAbsent(
                name, name.endsWith("*") ? extended(value) : value.startsWith("\"") ? unquoted(value) : value);
    }

    private static String unquoted(String value) {
        var text = new StringBuilder();
        for (int at = 1; at < value.length() && value.charAt(at) != '"'; at++) {
            if (isEscape(value, at)) {
                at++;
            }
            text.append(value.charAt(at));
        }
        return text.toString();
    }

    /** Only quotes and backslashes are escaped in practice; any other backslash is part of a Windows path. */
    private static boolean isEscape(String text, int at) {
        return text.charAt(at) == '\\'
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
    }

    /** {@code utf-8'en'%e2%82%ac} (RFC 8187 §3.2). */
    private static String extended(String value) {
        int first = value.indexOf('\'');
        int second = value.indexOf('\'', first + 1);
        if (first < 0 || second < 0) {
            return value;
        }
        boolean latin = value.substring(0, first).equalsIgnoreCase("iso-8859-1");
        return percentDecoded(
                value.substring(second + 1), latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    private static String percentDecoded(String text, Charset charset) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(raw.length);
        for (int at = 0; at < raw.length; at++) {
            boolean coded = raw[at] == '%' && at + 2 < raw.length && isHex(raw[at + 1]) && isHex(raw[at + 2]);
            decoded.write(coded ? Character.digit(raw[at + 1], 16) << 4 | Character.digit(raw[at + 2], 16) : raw[at]);
            at += coded ? 2 : 0;
        }
        return decoded.toString(charset);
    }

    private static boolean isHex(byte digit) {
        return Character.digit(digit, 16) >= 0;
    }
}
