package com.docurift.documents;

import java.nio.file.Path;

/** Where the bytes of a document are to be read. */
public sealed interface DocumentContent {
    /** The bytes themselves, of a small document. */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
    record InRow(byte[] bytes) implements DocumentContent {}

    /** A local file with the bytes; it is to be read only. */
    record InFile(Path path) implements DocumentContent {}
}
