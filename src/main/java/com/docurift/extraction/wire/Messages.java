package com.docurift.extraction.wire;

/** The first byte of each message, and the limits that keep a reader safe from a broken writer. */
public final class Messages {

    /** Largest result that crosses the pipe, in bytes; the service holds it in memory once per worker, and a few times per answer. */
    public static final int MAX_RESULT_BYTES = 64 << 20;

    static final int BUFFER_BYTES = 64 << 10;
    static final int MAX_DOCUMENT_BYTES = Integer.MAX_VALUE - 8;
    static final int MAX_TEXT_BYTES = 64 << 10;
    static final int MAX_LIST_ENTRIES = 1_000_000;

    static final byte REQUEST = 1;
    static final byte READY = 2;
    static final byte ADVANCED = 3;
    static final byte EXTRACTED = 4;
    static final byte REFUSED = 5;

    static final byte IN_MEMORY = 1;
    static final byte ON_DISK = 2;

    private Messages() {}
}
