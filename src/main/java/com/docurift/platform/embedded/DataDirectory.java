package com.docurift.platform.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all data of one instance, locked against a second instance until it is closed.
 * The operating system frees the lock when the process dies, so whoever holds it knows that the owner before is gone.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String SETTING = "DOCURIFT_DATA_DIR";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory where it is missing and locks it.
     *
     * @throws StartFailure when it cannot be written or another instance has it
     */
    public static DataDirectory open(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            Path probe = Files.createTempFile(path, ".write", null);
            Files.delete(probe);
            FileChannel channel =
                    FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new StartFailure(
                        "The data directory %s is in use by another instance: stop that one, or set %s to another directory."
                                .formatted(path, SETTING));
            }
            return new DataDirectory(path, channel);
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure(
                    "The data directory %s is a file: set %s to a directory.".formatted(path, SETTING), e);
        } catch (AccessDeniedException e) {
            throw new StartFailure(
                    "The data directory %s cannot be written by this user (no permission for %s): change its permissions, or set %s to another directory."
                            .formatted(path, e.getFile(), SETTING),
                    e);
        } catch (IOException e) {
            throw new StartFailure(
                    "The data directory %s cannot be used (%s): set %s to another directory."
                            .formatted(path, e.getMessage(), SETTING),
                    e);
        }
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
        try {
            lockFile.close();
        } catch (IOException alreadyGone) {
            // The lock ends with the process at the latest.
        }
    }
}
