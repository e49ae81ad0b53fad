package com.docurift.extraction;

import java.nio.file.Path;

/** Where the bytes of a document are. */
public sealed interface Source {

    /** The whole document; the array is not copied and must not change until the extraction has ended. */
    record InMemory(byte[] bytes) implements Source {}

    /** A file that the worker process opens itself, read-only; it must not change until the extraction has ended. */
    record OnDisk(Path path) implements Source {}
}
