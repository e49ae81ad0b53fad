package com.docurift.documents;

import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store that forgets, for tests of rooms that only hand bytes to it. */
public final class BlobsInMemory implements BlobStore {
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();

    @Override
    public Writer begin(String kind, String id) {
        var bytes = new ByteArrayOutputStream();
        return new Writer() {
            @Override
            public Future<Void> write(byte[] piece, int length) {
                bytes.write(piece, 0, length);
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> finish() {
                blobs.put(kind + "/" + id, bytes.toByteArray());
                return Future.succeededFuture();
            }

            @Override
            public Future<Void> abort() {
                return Future.succeededFuture();
            }
        };
    }

    @Override
    public Future<Void> put(String kind, String id, byte[] content) {
        blobs.put(kind + "/" + id, content);
        return Future.succeededFuture();
    }

    /** The ids of one kind. */
    public List<String> names(String kind) {
        return blobs.keySet().stream()
                .filter(name -> name.startsWith(kind + "/"))
                .map(name -> name.substring(kind.length() + 1))
                .toList();
    }

    @Override
    public Future<byte[]> read(String kind, String id) {
        byte[] found = blobs.get(kind + "/" + id);
        return found == null ? Future.failedFuture(new NoSuchFileException(id)) : Future.succeededFuture(found);
    }

    @Override
    public Future<Path> file(String kind, String id) {
        return Future.failedFuture(new NoSuchFileException(id));
    }

    @Override
    public Future<Void> delete(String kind, String id) {
        blobs.remove(kind + "/" + id);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<String>> olderThan(String kind, int slice, Instant moment) {
        return Future.succeededFuture(slice == 0 ? names(kind) : List.of());
    }
}
