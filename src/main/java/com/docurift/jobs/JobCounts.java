package com.docurift.jobs;

import com.docurift.jobs.persistence.JobStatements;
import com.docurift.platform.Loops;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Jobs by state, for metrics: what waits and what is in work in the whole cluster, and what this process submitted and ended. */
@ApplicationScoped
class JobCounts {
    private static final Duration PERIOD = Duration.ofSeconds(15);

    private final Pool pool;
    private final JobStatements statements;
    private final AtomicLong pending = new AtomicLong();
    private final AtomicLong processing = new AtomicLong();
    private final Counter submitted;
    private final Map<JobStatus, Counter> ended = new EnumMap<>(JobStatus.class);

    @Inject
    JobCounts(Pool pool, JobStatements statements, MeterRegistry metrics) {
        this.pool = pool;
        this.statements = statements;
        open(metrics, JobStatus.PENDING, pending);
        open(metrics, JobStatus.PROCESSING, processing);
        submitted = Counter.builder("docurift.jobs.submitted")
                .description("Jobs accepted by this process")
                .register(metrics);
        for (JobStatus status : JobStatus.values()) {
            if (status.isTerminal()) {
                ended.put(
                        status,
                        Counter.builder("docurift.jobs.ended")
                                .description("Jobs that this process brought to their end")
                                .tag("status", status.wireName())
                                .register(metrics));
            }
        }
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.start("job-counts", PERIOD, this::count);
    }

    void submitted() {
        submitted.increment();
    }

    void ended(JobStatus status) {
        var counter = ended.get(status);
        if (counter != null) {
            counter.increment();
        }
    }

    private Uni<Boolean> count() {
        return statements.countOpen(pool).map(open -> {
            pending.set(open.pending());
            processing.set(open.processing());
            return false;
        });
    }

    private static void open(MeterRegistry metrics, JobStatus status, AtomicLong count) {
        Gauge.builder("docurift.jobs.open", count, AtomicLong::get)
                .description("Jobs that are not at their end, in the whole cluster")
                .tag("status", status.wireName())
                .register(metrics);
    }
}
