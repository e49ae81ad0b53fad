package com.docurift.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class OrphanedWorkersTest {

    @Test
    void workers_end_when_their_service_is_killed_even_at_work() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = service.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle busy = worker(lines.readLine());
            ProcessHandle idle = worker(lines.readLine());
            assertThat(busy.isAlive()).isTrue();
            assertThat(idle.isAlive()).isTrue();

            service.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(10)).until(() -> !busy.isAlive() && !idle.isAlive());
        } finally {
            service.destroyForcibly();
        }
    }

    private static ProcessHandle worker(String line) {
        return ProcessHandle.of(Long.parseLong(line)).orElseThrow();
    }

    /** Stands for the service: two workers, one of them at work for a minute; prints their process ids. */
    static final class Service {

        private Service() {}

        public static void main(String[] arguments) throws Exception {
            Semaphore idle = new Semaphore(0);
            Semaphore begun = new Semaphore(0);
            WorkerSettings settings =
                    new WorkerSettings(96L << 20, Duration.ofMinutes(2), Duration.ofSeconds(30), 1000);
            WorkerPool pool = WorkerPool.start(settings, 2, new PoolCounters(), idle::release);
            idle.acquire(2);
            Source slow = new Source.InMemory(HostilePdfs.slowPages(0, 100));
            Extraction extraction =
                    pool.extract(PoolForTests.request(slow, "generic", 100), progress -> begun.release());
            begun.acquire();
            pool.processIds().forEach(System.out::println);
            extraction.outcome().toCompletableFuture().join();
        }
    }
}
