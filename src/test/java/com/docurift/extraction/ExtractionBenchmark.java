package com.docurift.extraction;

import static com.docurift.extraction.PdfBuilder.aPdf;

import com.docurift.extraction.ExtractionOutcome.Extracted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many small documents a pool reads per second, and what one costs. Arguments: number of workers, seconds per round, optionally a PDF
 * file. Run by hand, not a test.
 */
public final class ExtractionBenchmark {

    private static final int ROUNDS = 3;

    private ExtractionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int workers = Integer.parseInt(arguments[0]);
        Duration round = Duration.ofSeconds(Long.parseLong(arguments[1]));
        byte[] document = arguments.length > 2 ? Files.readAllBytes(Path.of(arguments[2])) : smallDocument();
        Semaphore idle = new Semaphore(0);
        long begun = System.nanoTime();
        WorkerSettings settings =
                new WorkerSettings(512L << 20, Duration.ofSeconds(60), Duration.ofSeconds(30), 1_000_000);
        try (WorkerPool pool = WorkerPool.start(settings, workers, new PoolCounters(), idle::release)) {
            idle.acquire(workers);
            System.out.printf("%d workers warm after %d ms%n", workers, (System.nanoTime() - begun) / 1_000_000);
            idle.release(workers);
            for (int number = 1; number <= ROUNDS; number++) {
                measure(pool, document, idle, round);
            }
        }
    }

    private static void measure(WorkerPool pool, byte[] document, Semaphore idle, Duration length) throws Exception {
        LongAdder failures = new LongAdder();
        long childCpu = childCpuNanos(pool);
        long ownCpu = cpuNanos(ProcessHandle.current().pid());
        long begun = System.nanoTime();
        int documents = 0;
        while (System.nanoTime() - begun < length.toNanos()) {
            idle.acquire();
            documents++;
            pool.extract(request(document), progress -> {}).outcome().thenAccept(outcome -> {
                if (!(outcome instanceof Extracted)) {
                    failures.increment();
                }
            });
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d documents of %d bytes, %.0f/s, child CPU %.3f ms and own CPU %.3f ms each, %d failed%n",
                documents,
                document.length,
                documents / seconds,
                (childCpuNanos(pool) - childCpu) / 1e6 / documents,
                (cpuNanos(ProcessHandle.current().pid()) - ownCpu) / 1e6 / documents,
                failures.sum());
    }

    private static long childCpuNanos(WorkerPool pool) throws IOException {
        long sum = 0;
        for (long pid : pool.processIds()) {
            sum += cpuNanos(pid);
        }
        return sum;
    }

    /** User and system time of a process, from Linux's /proc, in steps of 10 ms. */
    private static long cpuNanos(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000_000;
    }

    private static ExtractionRequest request(byte[] document) {
        return new ExtractionRequest(
                new Source.InMemory(document),
                "application/pdf",
                "generic",
                "en",
                true,
                true,
                2000,
                Duration.ofMinutes(5));
    }

    private static byte[] smallDocument() {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 30; line++) {
            text.append("Line ")
                    .append(line)
                    .append(": 12 pallets of goods, EUR ")
                    .append(line * 17)
                    .append(".50\n");
        }
        return aPdf().withPage(text.toString()).build();
    }
}
