package com.docurift.platform.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file {@code postmaster.pid} in which a running PostgreSQL notes its process id, and which a killed one leaves behind. */
final class PostmasterFile {

    private final Path data;

    PostmasterFile(Path data) {
        this.data = data;
    }

    private Path path() {
        return data.resolve("postmaster.pid");
    }

    /**
     * The PostgreSQL that runs on this data directory. Another process may have been given the id of one that is long dead, so
     * the command line must name this directory.
     */
    Optional<ProcessHandle> runningServer() throws IOException {
        if (!Files.exists(path())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(path(), StandardCharsets.ISO_8859_1);
        long pid;
        try {
            pid = lines.isEmpty() ? -1 : Long.parseLong(lines.get(0).strip());
        } catch (NumberFormatException garbage) {
            return Optional.empty();
        }
        return pid <= 0 ? Optional.empty() : ProcessHandle.of(pid).filter(this::servesThisDirectory);
    }

    private boolean servesThisDirectory(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .commandLine()
                        .map(line -> line.contains("postgres") && line.contains(data.toString()))
                        .orElse(false);
    }

    /** Removes the file when no server of this directory runs; a foreign process under its id would keep PostgreSQL from starting. */
    void forgetDeadServer() throws IOException {
        if (runningServer().isEmpty()) {
            Files.deleteIfExists(path());
        }
    }
}
