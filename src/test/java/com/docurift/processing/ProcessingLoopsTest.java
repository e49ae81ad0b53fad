package com.docurift.processing;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.docurift.documents.BlobsInMemory;
import com.docurift.documents.Documents;
import com.docurift.documents.DocumentsConfig;
import com.docurift.documents.LimitsConfig;
import com.docurift.documents.RetentionConfig;
import com.docurift.documents.persistence.DocumentRows;
import com.docurift.extraction.Extraction;
import com.docurift.extraction.ExtractionConfig;
import com.docurift.extraction.ExtractionOutcome;
import com.docurift.extraction.ExtractionRequest;
import com.docurift.extraction.Extractor;
import com.docurift.extraction.Progress;
import com.docurift.jobs.ClaimedJob;
import com.docurift.jobs.JobsConfig;
import com.docurift.jobs.JobsOnPostgres;
import com.docurift.jobs.WaitingJobs;
import com.docurift.platform.Drain;
import com.docurift.platform.Loop;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a processor takes and what it leaves to others, on the real tables; only the worker processes are played by the test. */
class ProcessingLoopsTest {
    @RegisterExtension
    static final JobsOnPostgres rig = new JobsOnPostgres();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_DOCUMENT = Duration.ofMillis(60);

    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withMapping(PlatformConfig.class)
            .withMapping(DocumentsConfig.class)
            .withMapping(LimitsConfig.class)
            .withMapping(RetentionConfig.class)
            .withMapping(ExtractionConfig.class)
            .withMapping(ProcessingConfig.class)
            .withMapping(PageLimits.class)
            .withMapping(JobsConfig.class)
            .withConverter(MemorySize.class, 100, new MemorySizeConverter())
            .withConverter(Duration.class, 100, new DurationConverter())
            .withSources(new PropertiesConfigSource(
                    Map.of("docurift.processing.slots", "1", "docurift.processing.lease", "1S"), "test", 100))
            .withValidateUnknown(false)
            .build();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<PlayedExtraction> begun = new CopyOnWriteArrayList<>();
    private PlayedExtractor extractor;
    private Workers workers;
    private Loops loops;

    @BeforeEach
    void start() {
        extractor = new PlayedExtractor(config.getConfigMapping(ExtractionConfig.class), metrics);
        loops = new Loops(rig.database.vertx, rig.clock, metrics);
    }

    @AfterEach
    void stop() {
        loops.all().forEach(loop -> loop.stop().join());
    }

    @Test
    void aJobThatAnotherProcessLeftIsTakenOverBeforeTheBacklog() {
        var left = rig.running(aSubmission());
        for (int job = 0; job < 120; job++) {
            await(aSubmission().to(rig.jobs));
        }
        extractor.ready = true;
        extractor.endsAfter = A_DOCUMENT;
        startLoops();
        await().atMost(PATIENCE).until(() -> begun.size() > 5);

        rig.leaseRunsOut(left);

        await().atMost(PATIENCE)
                .until(() -> rig.column(left.id(), "(status, attempts)").equals("(completed,2)"));
        assertThat(rig.database.number("select count(*) from job where status = 'pending'"))
                .isGreaterThan(50);
    }

    @Test
    void nothingIsClaimedWhileNoWorkerProcessLives() {
        String job = await(aSubmission().to(rig.jobs)).id();
        startLoops();
        await().pollDelay(Duration.ofMillis(1500))
                .atMost(PATIENCE)
                .until(() -> loops.all().stream().allMatch(loop -> loop.lastSuccess() != null));
        assertThat(rig.column(job, "status")).isEqualTo("pending");

        extractor.ready = true;
        extractor.onIdle.run();

        await().atMost(PATIENCE).until(() -> !begun.isEmpty());
        assertThat(rig.column(job, "status")).isEqualTo("processing");
    }

    @Test
    void aJobThatDoesNotBeginIsGivenToOthers() {
        String job = await(aSubmission().to(rig.jobs)).id();
        extractor.ready = true;
        extractor.begins = false;
        startLoops();
        await().atMost(PATIENCE).until(() -> !begun.isEmpty());

        extractor.ready = false;
        rig.clock.advance(Duration.ofSeconds(59));
        loop("leases").wake();
        rig.clock.advance(Duration.ofSeconds(2));
        loop("leases").wake();

        await().atMost(PATIENCE)
                .until(() -> rig.column(job, "(status, attempts, released, lease_expires_at < now())")
                        .equals("(processing,1,1,t)"));
        await().atMost(PATIENCE).until(() -> workers.held().isEmpty());
        assertThat(begun.get(0).outcome.join()).isEqualTo(new ExtractionOutcome.Cancelled());
    }

    @Test
    void claimedJobsWhoseDocumentsCannotBeReadAreGivenBackAtNoCost() {
        extractor.ready = true;
        workers = workers();
        var claimed = List.of(rig.running(aSubmission()), rig.running(aSubmission()));
        rig.database.query("alter table document rename to document_away");
        try {
            workers.accept(claimed).onFailure().recoverWithNull().await().atMost(PATIENCE);
        } finally {
            rig.database.query("alter table document_away rename to document");
        }

        for (ClaimedJob job : claimed) {
            assertThat(rig.column(job.id(), "(status, released, lease_expires_at < now())"))
                    .isEqualTo("(processing,1,t)");
        }
    }

    private void startLoops() {
        workers = workers();
        var drain = new Drain(loops);
        new ProcessingLoops(
                        workers, rig.attempts, extractor, endings(), config.getConfigMapping(ExtractionConfig.class))
                .start(
                        new StartupEvent(),
                        config.getConfigMapping(PlatformConfig.class),
                        config.getConfigMapping(JobsConfig.class),
                        loops,
                        new WaitingJobs(),
                        rig.stopped,
                        drain);
        workers.open();
    }

    private Workers workers() {
        var documents = new Documents(
                config.getConfigMapping(DocumentsConfig.class),
                config.getConfigMapping(LimitsConfig.class),
                new BlobsInMemory(),
                new DocumentRows(rig.database.pool),
                rig.ids,
                config.getConfigMapping(RetentionConfig.class),
                rig.clock,
                metrics);
        return new Workers(
                rig.attempts,
                documents,
                extractor,
                rig.clock,
                config.getConfigMapping(ProcessingConfig.class),
                config.getConfigMapping(PageLimits.class),
                endings());
    }

    private Endings endings() {
        return new Endings(rig.attempts, config.getConfigMapping(ProcessingConfig.class), new AttemptMetrics(metrics));
    }

    private Loop loop(String name) {
        return loops.all().stream()
                .filter(loop -> loop.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Worker processes of which the test says when there are some, and how long a document takes them. */
    private final class PlayedExtractor extends Extractor {
        private volatile boolean ready;
        private volatile boolean begins = true;
        private volatile Duration endsAfter = Duration.ZERO;
        private Runnable onIdle = () -> {};

        PlayedExtractor(ExtractionConfig config, SimpleMeterRegistry metrics) {
            super(config, metrics);
        }

        @Override
        public void start(int workers, Runnable listener) {
            onIdle = listener;
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public Extraction extract(ExtractionRequest request, Consumer<Progress> listener) {
            var extraction = new PlayedExtraction(begins, new CompletableFuture<>());
            begun.add(extraction);
            if (!endsAfter.isZero()) {
                rig.database.vertx.setTimer(
                        endsAfter.toMillis(),
                        timer -> extraction.outcome.complete(
                                new ExtractionOutcome.Extracted("{}".getBytes(), 1, 1, 1, List.of(), List.of())));
            }
            return extraction;
        }
    }

    private record PlayedExtraction(boolean hasBegun, CompletableFuture<ExtractionOutcome> outcome)
            implements Extraction {
        @Override
        public void cancel() {
            outcome.complete(new ExtractionOutcome.Cancelled());
        }
    }
}
