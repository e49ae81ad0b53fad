package com.docurift.jobs.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;

/** Drops the weeks of which nothing is kept any more. */
@ApplicationScoped
public class OldPartitions {
    // A document is older than its jobs, so a week of results is never dropped before the documents that they were read
    // from.
    private static final String DROP = """
            select drop_partitions($1, array['document', 'result'])
            union all
            select drop_partitions($2, array['job', 'event', 'job_endpoint', 'job_metadata', 'delivery'])
            """;

    private final Pool pool;

    @Inject
    public OldPartitions(Pool pool) {
        this.pool = pool;
    }

    /** Drops the weeks that ended before a moment: one for documents and results, one for jobs and all that is told of them. */
    public Uni<Void> drop(Instant documents, Instant jobs) {
        return pool.preparedQuery(DROP)
                .execute(Tuple.of(documents.atOffset(ZoneOffset.UTC), jobs.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
