package com.docurift.platform.embedded;

import com.docurift.platform.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The service's own PostgreSQL: a child process on 127.0.0.1 whose data lies in {@code <data directory>/postgres}.
 * It is started by {@code pg_ctl}, which gives it a session of its own, so that Ctrl-C does not reach it before the service
 * has finished with it.
 */
public final class PostgresServer implements AutoCloseable {

    public static final String DATABASE = "docurift";
    public static final String USER = "docurift";

    private static final Logger LOG = Logger.getLogger(PostgresServer.class);
    private static final int START_SECONDS = 120;

    /** A fast stop writes what is in memory; an immediate one leaves that to the recovery of the next start. */
    private static final List<StopMode> STOP_MODES = List.of(new StopMode("fast", 5), new StopMode("immediate", 2));

    private static final long LARGE_LOG_BYTES = 16L << 20;

    private record StopMode(String name, int seconds) {}

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    /**
     * Jobs are inserted once and updated a few times within seconds: seldom checkpoints keep full pages out of the log, and frequent
     * looks by autovacuum keep the small indexes of what waits small.
     */
    private static final Map<String, String> WRITE_HEAVY = Map.of(
            "shared_buffers", "256MB",
            "wal_buffers", "16MB",
            "max_wal_size", "2GB",
            "checkpoint_timeout", "15min",
            "wal_compression", "on",
            "autovacuum_naptime", "10s",
            "jit", "off");

    /** Statements and the values in a DETAIL line may hold a customer's text, which no log may. */
    private static final Map<String, String> QUIET =
            Map.of("log_checkpoints", "off", "log_error_verbosity", "terse", "log_min_error_statement", "panic");

    private final Path data;
    private final Path log;
    private final Path passwordFile;
    private final int port;
    private final Path directory;
    private final Optional<Path> binaries;
    private final PostmasterFile postmaster;

    /**
     * @param directory the instance's data directory, absolute
     * @param binaries where the programs are or will be unpacked; empty for the user's cache directory
     */
    public PostgresServer(Path directory, Optional<Path> binaries, int port) {
        this.data = directory.resolve("postgres");
        this.log = directory.resolve("postgres.log");
        this.passwordFile = directory.resolve("postgres.password");
        this.port = port;
        this.directory = directory;
        this.binaries = binaries;
        this.postmaster = new PostmasterFile(data);
    }

    /** Stops a server that a killed instance left on this data directory; to be called by the owner of its lock. */
    public synchronized void stopOrphan() {
        try {
            Optional<ProcessHandle> orphan = postmaster.runningServer();
            if (orphan.isPresent()) {
                LOG.infof(
                        "Stopping the PostgreSQL (process %d) that a killed instance left running",
                        orphan.get().pid());
                stop(orphan.get());
            }
            postmaster.forgetDeadServer();
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    /** Starts the server; makes the database on the first start. Returns when it accepts connections. */
    public synchronized void start() {
        try {
            requireOwnVersion();
            if (!Files.isDirectory(data)) {
                initialise();
            }
            keepLogSmall();
            PostgresPrograms.Ended started = programs()
                    .run(
                            data.resolveSibling("postgres.start.log"),
                            null,
                            START_SECONDS + 5,
                            "pg_ctl",
                            List.of(
                                    "start",
                                    "-D",
                                    data.toString(),
                                    "-l",
                                    log.toString(),
                                    "-w",
                                    "-t",
                                    Integer.toString(START_SECONDS),
                                    "-o",
                                    options()));
            if (!started.well()) {
                throw unusable(lastComplaint().orElse(started.words()), null);
            }
        } catch (IOException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start of PostgreSQL was interrupted.", e);
        }
    }

    /** The password of {@link #USER}, made when it is asked for the first time. */
    public synchronized String password() {
        try {
            if (!Files.exists(passwordFile) && !Files.exists(data)) {
                writePassword();
            }
            return Files.readString(passwordFile, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw unusable("its password file " + passwordFile + " cannot be read", e);
        }
    }

    public int port() {
        return port;
    }

    /** Stops the server, open connections or not. */
    @Override
    public synchronized void close() {
        try {
            postmaster.runningServer().ifPresent(this::stop);
        } catch (IOException e) {
            LOG.warnf("The embedded PostgreSQL could not be stopped: %s", e.getMessage());
        }
    }

    private PostgresPrograms programs() {
        return new PostgresPrograms(PostgresBinaries.unpacked(binaries, directory));
    }

    private void stop(ProcessHandle server) {
        try {
            for (StopMode mode : STOP_MODES) {
                if (stop(mode).well() || !server.isAlive()) {
                    return;
                }
            }
            server.destroyForcibly();
            server.onExit().get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warnf("PostgreSQL (process %d) could not be stopped: %s", server.pid(), e);
        }
    }

    private PostgresPrograms.Ended stop(StopMode mode) throws IOException, InterruptedException {
        Path output = data.resolveSibling("postgres.start.log");
        List<String> how = List.of("-m", mode.name(), "-w", "-t", Integer.toString(mode.seconds()));
        List<String> arguments = new ArrayList<>(List.of("stop", "-D", data.toString()));
        arguments.addAll(how);
        return programs().run(output, null, mode.seconds() + 1, "pg_ctl", arguments);
    }

    private void requireOwnVersion() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        Path version = data.resolve("PG_VERSION");
        String found = Files.isRegularFile(version)
                ? Files.readString(version, StandardCharsets.ISO_8859_1).strip()
                : "";
        if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw unusable(
                    found.isEmpty()
                            ? "it has no PG_VERSION"
                            : "it was written by PostgreSQL "
                                    + found.lines().findFirst().orElse("?") + ", this is "
                                    + PostgresBinaries.MAJOR_VERSION,
                    null);
        }
    }

    private void initialise() throws IOException, InterruptedException {
        System.out.println("Creating the database in " + data + " (first start only) …");
        // Made under another name first: a broken-off creation is never taken for a database.
        Path fresh = data.resolveSibling("postgres.new");
        PostgresBinaries.deleteTree(fresh);
        password();
        Path output = data.resolveSibling("postgres.start.log");
        List<String> layout = new ArrayList<>(List.of("-D", fresh.toString(), "-U", USER, "-E", "UTF8", "--locale=C"));
        // PostgreSQL's own C.UTF-8 is the same on every machine, whatever locales are installed.
        layout.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        // The password is stored hashed, but crosses the loopback as it is: a client's 4,096 rounds of hashing for each
        // connection would only make a random word slow to send.
        layout.addAll(List.of("-A", "password", "--pwfile=" + passwordFile));
        requireWell(programs().run(output, null, START_SECONDS, "initdb", layout));
        List<String> singleUser = List.of("--single", "-D", fresh.toString(), "postgres");
        requireWell(
                programs().run(output, "create database " + DATABASE + "\n", START_SECONDS, "postgres", singleUser));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireWell(PostgresPrograms.Ended ended) {
        if (ended.well()) {
            return;
        }
        if (ended.output().contains("cannot be run as root") || ended.output().contains("not permitted")) {
            throw new StartFailure("PostgreSQL does not run as root here: start the service as another user, or set"
                    + " DOCURIFT_POSTGRES_URL to an outside server.");
        }
        throw unusable(ended.words(), null);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile);
        if (passwordFile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(passwordFile, HexFormat.of().formatHex(random) + "\n", StandardCharsets.US_ASCII);
    }

    private String options() {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(reach());
        settings.putAll(DURABLE);
        settings.putAll(WRITE_HEAVY);
        settings.putAll(QUIET);
        StringBuilder options = new StringBuilder();
        settings.forEach((name, value) ->
                options.append(" -c ").append(name).append('=').append(value.isEmpty() ? "''" : value));
        return options.substring(1);
    }

    private Map<String, String> reach() {
        return Map.of(
                "port",
                Integer.toString(port),
                "listen_addresses",
                "127.0.0.1",
                "unix_socket_directories",
                "",
                "max_connections",
                "100");
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Optional<String> lastComplaint() throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                .reduce((first, second) -> second)
                .map(line -> line.replaceFirst("^.*(FATAL|PANIC):\\s*", ""));
    }

    private StartFailure unusable(String reason, @org.jspecify.annotations.Nullable Exception cause) {
        String sentence =
                "The PostgreSQL data in %s cannot be used (%s; see %s): restore it from a backup, or set DOCURIFT_DATA_DIR to another directory."
                        .formatted(data, reason, log);
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }
}
