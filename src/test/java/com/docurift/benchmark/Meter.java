package com.docurift.benchmark;

import com.docurift.journey.Service;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** Reads what a service on its embedded PostgreSQL has used so far. Linux only: processor times come from {@code /proc}. */
final class Meter implements AutoCloseable {

    private static final long TICK_NANOS = 10_000_000;

    /**
     * Counters at one moment.
     *
     * @param commits transactions of the whole database, of which PostgreSQL learns up to a second late
     */
    record Reading(
            long nanos,
            long commits,
            long walBytes,
            long walRecords,
            long serviceCpu,
            long workersCpu,
            long postgresCpu) {}

    private final Service service;
    private final PgConnectOptions options;
    private final Connection connection;
    private final ProcessHandle postmaster;

    Meter(Service service) throws IOException, SQLException {
        this.service = service;
        this.options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(service.postgresPort())
                .setDatabase("docurift")
                .setUser("docurift")
                .setPassword(Files.readString(service.data().resolve("postgres.password"))
                        .strip());
        this.connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + options.getPort() + "/docurift", "docurift", options.getPassword());
        Path pidFile = service.data().resolve("postgres").resolve("postmaster.pid");
        this.postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .orElseThrow();
    }

    PgConnectOptions connectOptions() {
        return options;
    }

    Reading read() throws IOException, SQLException {
        long workers = 0;
        for (ProcessHandle worker : service.workers()) {
            workers += cpuNanos(worker);
        }
        long postgres = cpuNanos(postmaster);
        for (ProcessHandle backend : postmaster.children().toList()) {
            postgres += cpuNanos(backend);
        }
        return new Reading(
                System.nanoTime(),
                number("select xact_commit from pg_stat_database where datname = current_database()"),
                number("select wal_bytes::bigint from pg_stat_wal"),
                number("select wal_records from pg_stat_wal"),
                cpuNanos(service.handle()),
                workers,
                postgres);
    }

    long documents() throws SQLException {
        return number("select count(*) from document");
    }

    /** Transactions that wrote documents: how many batches the submits were grouped into. */
    long batches() throws SQLException {
        return number("select count(distinct xmin::text) from document");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** User and system time of a process and of its children that have ended. */
    private static long cpuNanos(ProcessHandle process) throws IOException {
        Path file = Path.of("/proc/" + process.pid() + "/stat");
        if (!Files.exists(file)) {
            return 0;
        }
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Stream.of(11, 12, 13, 14)
                        .mapToLong(index -> Long.parseLong(fields[index]))
                        .sum()
                * TICK_NANOS;
    }
}
