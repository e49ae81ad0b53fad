package com.docurift.extraction;

import static com.docurift.extraction.PdfBuilder.aPdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.extraction.ExtractionOutcome.Cancelled;
import com.docurift.extraction.ExtractionOutcome.Crashed;
import com.docurift.extraction.ExtractionOutcome.Extracted;
import com.docurift.extraction.ExtractionOutcome.Limit;
import com.docurift.extraction.ExtractionOutcome.TimedOut;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerFailuresTest {

    private static final byte[] SLOW = HostilePdfs.slowPages(0, 100);
    private static final byte[] HARMLESS = aPdf().withPage("Harmless").build();

    @Test
    void a_killed_worker_is_replaced_and_only_its_document_crashes() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            workers.awaitIdle();
            Running slow = Running.in(workers, Duration.ofSeconds(50));

            kill(workers.pool.processIds().get(0));

            assertThat(slow.outcome()).isEqualTo(new Crashed("the worker process ended with status 137"));
            assertThat(workers.read(HARMLESS)).isInstanceOf(Extracted.class);
            assertThat(workers.counters.crashes().sum()).isEqualTo(1);
            assertThat(workers.counters.restarts().sum()).isEqualTo(1);
        }
    }

    @Test
    void a_worker_that_dies_while_idle_costs_no_document() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            workers.awaitIdle();

            long process = workers.pool.processIds().get(0);
            kill(process);
            await().until(() -> !isAlive(process));

            assertThat(workers.read(HARMLESS)).isInstanceOf(Extracted.class);
            assertThat(workers.counters.crashes().sum()).isZero();
            await().untilAsserted(() -> assertThat(workers.pool.idle()).isEqualTo(1));
        }
    }

    @Test
    void a_worker_that_hangs_on_a_page_is_killed_and_its_document_is_not_tried_again() throws Exception {
        try (PoolForTests workers = PoolForTests.withPageTimeout(Duration.ofMillis(300))) {
            workers.awaitIdle();

            Running slow = Running.started(workers, Duration.ofSeconds(50), new CountDownLatch(0));

            assertThat(slow.outcome()).isEqualTo(new TimedOut(Limit.PAGE));
            await().until(slow::isGone);
        }
    }

    @Test
    void a_document_that_takes_longer_than_its_limit_times_out() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            workers.awaitIdle();

            Running slow = Running.started(workers, Duration.ofMillis(300), new CountDownLatch(0));

            assertThat(slow.outcome()).isEqualTo(new TimedOut(Limit.DOCUMENT));
            await().until(slow::isGone);
            assertThat(workers.counters.timeouts().sum()).isEqualTo(1);
            assertThat(workers.counters.crashes().sum()).isZero();
            assertThat(workers.read(HARMLESS)).isInstanceOf(Extracted.class);
        }
    }

    @Test
    void an_error_in_this_process_ends_the_document_and_not_the_worker() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            Extraction broken = workers.pool.extract(PoolForTests.request(HARMLESS), progress -> {
                throw new OutOfMemoryError("no room for it in this test");
            });

            assertThat(PoolForTests.outcome(broken)).isInstanceOf(Crashed.class);
            assertThat(workers.read(HARMLESS)).isInstanceOf(Extracted.class);
        }
    }

    @Test
    void a_pool_is_ready_while_one_of_its_processes_lives() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            assertThat(workers.pool.isReady()).isFalse();
            workers.awaitIdle();
            assertThat(workers.pool.isReady()).isTrue();
            Running slow = Running.in(workers, Duration.ofSeconds(50));
            assertThat(workers.pool.isReady()).isTrue();
            assertThat(slow.extraction.hasBegun()).isTrue();
            Extraction waiting = workers.pool.extract(PoolForTests.request(HARMLESS), progress -> {});
            assertThat(waiting.hasBegun()).isFalse();
        }
    }

    @Test
    void cancelling_stops_the_work_and_what_waits_is_never_begun() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            workers.awaitIdle();
            Running slow = Running.in(workers, Duration.ofSeconds(50));
            Extraction waiting = workers.pool.extract(PoolForTests.request(HARMLESS), progress -> {});

            waiting.cancel();
            slow.extraction.cancel();

            assertThat(PoolForTests.outcome(waiting)).isEqualTo(new Cancelled());
            assertThat(slow.outcome()).isEqualTo(new Cancelled());
            await().until(slow::isGone);
            await().untilAsserted(() -> assertThat(workers.pool.idle()).isEqualTo(1));
            assertThat(workers.counters.documents().sum()).isEqualTo(1);
        }
    }

    @Test
    void a_worker_is_replaced_after_its_share_of_documents() throws Exception {
        try (PoolForTests workers = new PoolForTests(1, 96, Duration.ofSeconds(20), 2)) {
            for (int document = 1; document <= 5; document++) {
                assertThat(workers.read(HARMLESS)).isInstanceOf(Extracted.class);
            }
            assertThat(workers.counters.restarts().sum()).isEqualTo(2);
        }
    }

    @Test
    void closing_ends_the_processes_and_what_they_were_at() throws Exception {
        PoolForTests workers = new PoolForTests(2, 96, Duration.ofSeconds(20), 1000);
        workers.awaitIdle();
        workers.awaitIdle();
        List<Long> processes = workers.pool.processIds();
        Running slow = Running.in(workers, Duration.ofSeconds(50));

        workers.close();

        assertThat(slow.outcome()).isEqualTo(new Cancelled());
        assertThat(processes).hasSize(2);
        await().until(() -> processes.stream().noneMatch(WorkerFailuresTest::isAlive));
        assertThat(workers.pool.idle()).isZero();
        assertThat(workers.read(HARMLESS)).isEqualTo(new Cancelled());
    }

    @Test
    void idle_counts_what_could_begin_at_once() throws Exception {
        try (PoolForTests workers = PoolForTests.ofOneWorker()) {
            assertThat(workers.pool.idle()).isZero();
            workers.awaitIdle();
            assertThat(workers.pool.idle()).isEqualTo(1);

            Running slow = Running.in(workers, Duration.ofSeconds(50));

            assertThat(workers.pool.idle()).isZero();
            slow.extraction.cancel();
            workers.awaitIdle();
            assertThat(workers.pool.idle()).isEqualTo(1);
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** A document that keeps its worker busy for a minute. */
    private record Running(Extraction extraction, long process) {

        static Running in(PoolForTests workers, Duration timeout) throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            Running running = started(workers, timeout, begun);
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            return running;
        }

        static Running started(PoolForTests workers, Duration timeout, CountDownLatch begun) {
            long process = workers.pool.processIds().get(0);
            Source source = new Source.InMemory(SLOW);
            Extraction extraction = workers.pool.extract(
                    PoolForTests.request(source, "generic", 2000, timeout), progress -> begun.countDown());
            return new Running(extraction, process);
        }

        ExtractionOutcome outcome() throws Exception {
            return PoolForTests.outcome(extraction);
        }

        boolean isGone() {
            return !isAlive(process);
        }
    }
}
