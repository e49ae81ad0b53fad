package com.docurift.documents.files;

import com.docurift.documents.BlobStore;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One file that is being written. Its methods run on any thread of the store, one at a time. */
final class FileWriter implements BlobStore.Writer {
    private final FileBlobStore store;
    private final Path directory;
    private final Path file;
    private @Nullable FileChannel channel;
    private boolean over;

    FileWriter(FileBlobStore store, Path directory, String name) {
        this.store = store;
        this.directory = directory;
        this.file = directory.resolve(name);
    }

    @Override
    public Future<Void> write(byte[] piece, int length) {
        return store.run(() -> append(ByteBuffer.wrap(piece, 0, length)));
    }

    @Override
    public Future<Void> finish() {
        return store.run(this::makeDurable);
    }

    @Override
    public Future<Void> abort() {
        return store.run(this::remove);
    }

    private synchronized @Nullable Void append(ByteBuffer piece) throws IOException {
        var open = open();
        while (piece.hasRemaining()) {
            open.write(piece);
        }
        return null;
    }

    private synchronized @Nullable Void makeDurable() throws IOException {
        try (var open = open()) {
            open.force(false);
        }
        FileBlobStore.force(directory);
        over = true;
        return null;
    }

    private synchronized @Nullable Void remove() throws IOException {
        over = true;
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
        return null;
    }

    private FileChannel open() throws IOException {
        if (over) {
            throw new IOException("The blob was given up or finished already");
        }
        var open = channel;
        if (open == null) {
            open = store.create(directory, file);
            channel = open;
        }
        return open;
    }
}
