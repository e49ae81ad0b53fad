package com.docurift.platform;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Keeps two weeks of partitions ready for what will be written; those of the first days come with the migration at start. */
@ApplicationScoped
class Partitions {
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final String CREATE = "select create_partitions(now(), now() + interval '14 days')";

    private final Pool pool;

    @Inject
    Partitions(Pool pool) {
        this.pool = pool;
    }

    void start(@Observes StartupEvent event, Loops loops) {
        loops.start("partitions", PERIOD, this::create);
    }

    private Uni<Boolean> create() {
        return pool.query(CREATE).execute().replaceWith(false);
    }
}
