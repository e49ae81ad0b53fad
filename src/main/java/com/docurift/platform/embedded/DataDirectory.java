package com.docurift.platform.embedded;

import com.docurift.platform.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds the data of the service. With embedded servers it belongs to one instance and is locked until it is
 * closed: the operating system frees the lock when the process dies, so whoever holds it knows that the owner before is gone.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String SETTING = "DOCURIFT_DATA_DIR";

    private final Path path;
    private final @Nullable FileChannel lockFile;

    private DataDirectory(Path path, @Nullable FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory where it is missing and locks it.
     *
     * @throws StartFailure when it cannot be written or another instance has it
     */
    public static DataDirectory own(Path directory) {
        return open(directory, true);
    }

    /**
     * Makes the directory where it is missing. Instances on outside servers may share it, so it is not locked.
     *
     * @throws StartFailure when it cannot be written
     */
    public static DataDirectory shared(Path directory) {
        return open(directory, false);
    }

    private static DataDirectory open(Path directory, boolean alone) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".write", null));
            return new DataDirectory(path, alone ? lockFileOf(path) : null);
        } catch (FileAlreadyExistsException e) {
            throw failure("The data directory %s is a file: set %s to a directory.", path, e);
        } catch (AccessDeniedException e) {
            throw failure(
                    "The data directory %s cannot be written by this user: change its permissions, or set %s to"
                            + " another directory.",
                    path, e);
        } catch (IOException e) {
            throw failure(
                    "The data directory %s cannot be used (" + reason(e) + "): set %s to another directory.", path, e);
        }
    }

    private static String reason(IOException e) {
        return (e instanceof FileSystemException f && f.getReason() != null
                        ? f.getReason()
                        : String.valueOf(e.getMessage()))
                .replace("%", "%%");
    }

    private static StartFailure failure(String sentence, Path path, IOException cause) {
        return new StartFailure(sentence.formatted(path, SETTING), cause);
    }

    private static FileChannel lockFileOf(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) != null) {
            return channel;
        }
        channel.close();
        throw new StartFailure(
                "The data directory %s is in use by another instance: stop that one, or set %s to another directory."
                        .formatted(path, SETTING));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** The absolute path. */
    public Path path() {
        return path;
    }

    /** Lets the next instance have the directory. */
    @Override
    public void close() {
        if (lockFile == null) {
            return;
        }
        try {
            lockFile.close();
        } catch (IOException alreadyGone) {
            // The lock ends with the process at the latest.
        }
    }
}
