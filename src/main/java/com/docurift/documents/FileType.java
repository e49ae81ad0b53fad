package com.docurift.documents;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file is, judged by its content alone; names and headers count for nothing. */
public enum FileType {
    PDF("application/pdf", true),
    PNG("image/png", false),
    JPEG("image/jpeg", false),
    TIFF("image/tiff", false),
    WEBP("image/webp", false),
    RIFF("application/octet-stream", false),
    GIF("image/gif", false),
    ZIP("application/zip", false),
    ELF("application/x-elf", false);

    /** So many bytes from the start decide; fewer do only when they are the whole file. */
    public static final int HEAD = 1024;

    private static final byte[] PDF_MARK = ascii("%PDF-");

    private final String mimeType;
    private final boolean analysed;

    FileType(String mimeType, boolean analysed) {
        this.mimeType = mimeType;
        this.analysed = analysed;
    }

    /** The media type under which the file is shown and handed out. */
    public String mimeType() {
        return mimeType;
    }

    /** Whether documents of this type are analysed here; the others are refused. */
    public boolean isAnalysed() {
        return analysed;
    }

    /**
     * The type of a file that starts with these bytes, or none when it is unknown. {@code %PDF-} may stand anywhere within the
     * first {@value #HEAD} bytes, as PDF readers take it; another known signature at the very start wins.
     *
     * @param bytes holds the file's start at index 0
     * @param length how many of them belong to the file
     */
    public static Optional<FileType> of(byte[] bytes, int length) {
        var atStart = signature(bytes, length);
        return atStart.isPresent()
                ? atStart
                : hasPdfMark(bytes, Math.min(length, HEAD)) ? Optional.of(PDF) : Optional.empty();
    }

    private static Optional<FileType> signature(byte[] bytes, int length) {
        for (Signature one : Signature.values()) {
            if (startsWith(bytes, 0, length, one.bytes)) {
                return Optional.of(
                        one == Signature.RIFF && startsWith(bytes, 8, length, ascii("WEBP")) ? WEBP : one.type);
            }
        }
        return Optional.empty();
    }

    private static boolean hasPdfMark(byte[] bytes, int length) {
        for (int at = 0; at <= length - PDF_MARK.length; at++) {
            if (startsWith(bytes, at, length, PDF_MARK)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, int length, byte[] mark) {
        if (length - at < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private enum Signature {
        PNG("\u0089PNG\r\n\u001a\n", FileType.PNG),
        JPEG("\u00ff\u00d8\u00ff", FileType.JPEG),
        TIFF_LITTLE_ENDIAN("II*\u0000", FileType.TIFF),
        TIFF_BIG_ENDIAN("MM\u0000*", FileType.TIFF),
        RIFF("RIFF", FileType.RIFF),
        GIF("GIF8", FileType.GIF),
        ZIP("PK\u0003\u0004", FileType.ZIP),
        EMPTY_ZIP("PK\u0005\u0006", FileType.ZIP),
        ELF("\u007fELF", FileType.ELF);

        private final byte[] bytes;
        private final FileType type;

        Signature(String bytes, FileType type) {
            this.bytes = ascii(bytes);
            this.type = type;
        }
    }
}
