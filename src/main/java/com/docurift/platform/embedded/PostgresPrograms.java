package com.docurift.platform.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code initdb}, {@code postgres} and {@code pg_ctl}. PostgreSQL refuses to run as root, so root runs them in a user
 * namespace of its own, where they see an unprivileged user while their files still belong to root.
 */
final class PostgresPrograms {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private final Path binaries;

    PostgresPrograms(Path binaries) {
        this.binaries = binaries;
    }

    /** How a program ended, and what it said. */
    record Ended(int status, String output) {

        boolean well() {
            return status == 0;
        }

        /** What it said, as part of a sentence. */
        String words() {
            return output.strip().replaceAll("\\s*\\R\\s*", " ");
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param output where its output goes; kept in a file, because a server started by it keeps the descriptor open
     * @param input what it reads from standard input, or null for nothing
     * @param seconds how long it may take
     */
    Ended run(Path output, @Nullable String input, int seconds, String program, List<String> arguments)
            throws IOException, InterruptedException {
        Process process = builder(program, arguments)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream stdin = process.getOutputStream()) {
            if (input != null) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException endedBeforeReading) {
            // Its status and output say why.
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, program + " did not end within " + seconds + " s");
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private ProcessBuilder builder(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.resolve("bin")
                .resolve(WINDOWS ? program + ".exe" : program)
                .toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        // Settings of a PostgreSQL client or another installation must not reach this one; messages are read in
        // English.
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        return builder;
    }
}
