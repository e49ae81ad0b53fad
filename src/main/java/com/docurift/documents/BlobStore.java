package com.docurift.documents;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Keeps byte strings that are too large for a row, each under a kind (such as {@code documents}) and an id. No call blocks;
 * every future completes on the caller's Vert.x context and fails with an {@link java.io.IOException} when the storage fails.
 */
public interface BlobStore {
    /** How many slices {@link #olderThan} divides a kind into. */
    int SLICES = 256;

    /** A blob that is being written. Its calls come one after the other: each waits for the future of the one before. */
    interface Writer {
        /** Appends the first bytes of the piece; the piece may be used again when the future completes. */
        Future<Void> write(byte[] piece, int length);

        /** Makes the blob durable: it survives a loss of power from the moment of completion. */
        Future<Void> finish();

        /** Gives the blob up and leaves nothing behind; allowed at any time, also while a call is on its way. */
        Future<Void> abort();
    }

    /** Begins a blob; it can be read only after {@link Writer#finish}. Nothing is kept of a blob that is never finished. */
    Writer begin(String kind, String id);

    /** Stores a whole blob durably and in one step: readers see what was there before, or all of the new content. */
    Future<Void> put(String kind, String id, byte[] content);

    /** The whole content of a finished blob; fails with {@link java.nio.file.NoSuchFileException} when there is none. */
    Future<byte[]> read(String kind, String id);

    /** A local file with the blob's content, for readers that need random access. */
    Future<Path> file(String kind, String id);

    /** Removes a blob; completes also when there is none. */
    Future<Void> delete(String kind, String id);

    /**
     * Ids of blobs that were last written before a moment, for finding those that belong to nothing.
     *
     * @param slice 0 to {@link #SLICES} − 1, so that no answer holds a whole store
     */
    Future<List<String>> olderThan(String kind, int slice, Instant moment);
}
