package com.docurift.extraction.child;

/** Text that any JSON reader and any database takes: no control characters but tab and line feed, no half of a surrogate pair. */
final class PlainText {

    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** The text without trailing white space and with everything unfit dropped or replaced. */
    static String of(String text) {
        String trimmed = text.stripTrailing();
        for (int i = 0; i < trimmed.length(); i++) {
            char c = trimmed.charAt(i);
            if (Character.isSurrogate(c) || isUnwantedControl(c)) {
                return cleaned(trimmed);
            }
        }
        return trimmed;
    }

    /** Whether a glyph's meaning is known: neither missing, nor a control character, nor one without a public meaning. */
    static boolean isReadable(String glyph) {
        if (glyph.isEmpty()) {
            return false;
        }
        for (int i = 0; i < glyph.length(); i++) {
            char c = glyph.charAt(i);
            if (c == REPLACEMENT || isUnwantedControl(c) || Character.getType(c) == Character.PRIVATE_USE) {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                clean.append(REPLACEMENT);
            } else if (point > Character.MAX_VALUE || !isUnwantedControl((char) point)) {
                clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }

    private static boolean isUnwantedControl(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
    }
}
