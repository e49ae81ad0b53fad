package com.docurift.jobs.persistence;

import com.docurift.webhooks.JobResults;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the results that lie in rows to the webhooks; larger ones are named there by their URL. */
@ApplicationScoped
public class ResultRows implements JobResults {
    private static final String INLINE =
            "select job_id, content from result where job_id = any($1) and octet_length(content) <= " + LARGEST_INLINE;

    private final Pool pool;

    @Inject
    public ResultRows(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Map<String, String>> inlineResultsOf(List<String> jobIds) {
        return pool.preparedQuery(INLINE)
                .execute(Tuple.of(jobIds.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> results = new HashMap<>();
                    rows.forEach(row -> results.put(row.getString(0), row.getString(1)));
                    return results;
                });
    }
}
