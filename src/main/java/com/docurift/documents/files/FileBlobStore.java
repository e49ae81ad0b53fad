package com.docurift.documents.files;

import com.docurift.documents.BlobStore;
import com.docurift.documents.DocumentsConfig;
import com.docurift.platform.PlatformConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files {@code <data-dir>/<kind>/xx/<id>}: spread over 256 directories, because one directory with everything takes a
 * third of the rate. A file that is written in pieces carries its final name from the start; it counts only when a row names it.
 */
@ApplicationScoped
class FileBlobStore implements BlobStore {
    private static final String PART = ".part";
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Path root;
    private final WorkerExecutor threads;

    @Inject
    FileBlobStore(PlatformConfig platform, DocumentsConfig config, Vertx vertx) {
        this.root = Path.of(platform.dataDir()).toAbsolutePath();
        this.threads = vertx.createSharedWorkerExecutor("document-files", config.ioThreads());
    }

    @Override
    public Writer begin(String kind, String id) {
        return new FileWriter(this, directory(kind, slice(id)), id);
    }

    @Override
    public Future<Void> put(String kind, String id, byte[] content) {
        return run(() -> write(directory(kind, slice(id)), id, content));
    }

    @Override
    public Future<byte[]> read(String kind, String id) {
        return run(() -> Files.readAllBytes(path(kind, id)));
    }

    @Override
    public Future<Path> file(String kind, String id) {
        return Future.succeededFuture(path(kind, id));
    }

    @Override
    public Future<Void> delete(String kind, String id) {
        return run(() -> {
            Files.deleteIfExists(path(kind, id));
            return null;
        });
    }

    @Override
    public Future<List<String>> olderThan(String kind, int slice, Instant moment) {
        return run(() -> {
            var ids = new ArrayList<String>();
            try (var files = Files.newDirectoryStream(directory(kind, slice))) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    if (isOlder(file, moment) && !isRemains(file, name)) {
                        ids.add(name);
                    }
                }
            } catch (NoSuchFileException none) {
                return List.of();
            }
            return ids;
        });
    }

    /** Runs something that blocks on a thread of the store; the future completes on the caller's context. */
    <T> Future<T> run(Callable<T> task) {
        return threads.executeBlocking(task, false);
    }

    /** Opens a new file, and makes its directory durable too when it is the first in it. */
    FileChannel create(Path directory, Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException noDirectory) {
            make(directory);
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    /** Makes the names in a directory durable: without it a file can be lost whose bytes are safe. */
    static void force(Path directory) throws IOException {
        if (WINDOWS) { // which opens no directory, and keeps names by itself
            return;
        }
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    // Under another name first: in the middle, neither a crash nor a reader may find half of it in place of the former.
    private @Nullable Void write(Path directory, String id, byte[] content) throws IOException {
        if (!Files.isDirectory(directory)) {
            make(directory);
        }
        Path part = directory.resolve(id + PART);
        try (var channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(false);
        }
        Files.move(part, directory.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        force(directory);
        return null;
    }

    private void make(Path directory) throws IOException {
        Files.createDirectories(directory);
        force(directory.resolveSibling("."));
        force(root);
    }

    /** What a crash left of a write; nothing else ever names it, so it goes here. */
    private static boolean isRemains(Path file, String name) throws IOException {
        boolean remains = name.endsWith(PART);
        if (remains) {
            Files.deleteIfExists(file);
        }
        return remains;
    }

    private Path path(String kind, String id) {
        return directory(kind, slice(id)).resolve(id);
    }

    private static int slice(String id) {
        return Math.floorMod(id.hashCode(), SLICES);
    }

    private Path directory(String kind, int slice) {
        return root.resolve(kind).resolve("%02x".formatted(slice));
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }
}
