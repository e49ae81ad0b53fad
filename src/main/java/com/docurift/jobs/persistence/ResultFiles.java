package com.docurift.jobs.persistence;

import com.docurift.documents.BlobOwner;
import com.docurift.jobs.JobResultStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Large results: a file belongs to the attempt that completed its job, as long as there is a result. */
@ApplicationScoped
public class ResultFiles implements BlobOwner {
    private static final String LIVING = """
            select job.id || '-' || job.attempts from result join job on job.id = result.job_id
            where result.job_id = any($1) and result.content is null
            """;

    private final Pool pool;

    @Inject
    public ResultFiles(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String kind() {
        return JobResultStore.KIND;
    }

    @Override
    public Uni<Set<String>> living(List<String> ids) {
        var jobs = ids.stream()
                .map(id -> id.substring(0, Math.max(0, id.lastIndexOf('-'))))
                .toArray(String[]::new);
        return pool.preparedQuery(LIVING).execute(Tuple.of(jobs)).map(rows -> {
            Set<String> living = new HashSet<>();
            rows.forEach(row -> living.add(row.getString(0)));
            return living;
        });
    }
}
