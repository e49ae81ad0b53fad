package com.docurift.benchmark;

/** One line of the table per round. */
final class Figures {

    static final String HEADER = """
        | what | jobs | jobs/s | transactions/job | WAL bytes/job | WAL records/job | CPU ms/job: service | workers | PostgreSQL | bare statement, rows/s | ratio |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\
        """;

    private Figures() {}

    /** @param bare rows a second of the bare statement; 0 where it was not measured */
    static void print(String what, long jobs, Meter.Reading before, Meter.Reading after, double bare, int batch) {
        double rate = jobs / ((after.nanos() - before.nanos()) / 1e9);
        double each = Math.max(1, jobs);
        System.out.printf(
                "| %s | %d | %.0f | %.2f | %.0f | %.1f | %.3f | %.3f | %.3f | %s | %s |%n",
                what,
                jobs,
                rate,
                (after.commits() - before.commits()) / each,
                (after.walBytes() - before.walBytes()) / each,
                (after.walRecords() - before.walRecords()) / each,
                (after.serviceCpu() - before.serviceCpu()) / 1e6 / each,
                (after.workersCpu() - before.workersCpu()) / 1e6 / each,
                (after.postgresCpu() - before.postgresCpu()) / 1e6 / each,
                bare == 0 ? "–" : "%.0f (batches of %d)".formatted(bare, batch),
                bare == 0 ? "–" : "%.3f".formatted(rate / bare));
    }
}
