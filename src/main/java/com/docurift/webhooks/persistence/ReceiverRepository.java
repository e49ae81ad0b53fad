package com.docurift.webhooks.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads who may get deliveries, for many events at a time. */
@ApplicationScoped
public class ReceiverRepository {
    private static final String CANDIDATES = """
            select organization_id, id as owner, true as registered, url, secret, events
            from webhook_endpoint where organization_id = any($1) and active
            union all
            select organization_id, job_id, false, url, secret, null from job_endpoint where job_id = any($2)
            """;

    /**
     * A registered endpoint that is active, or a job's own.
     *
     * @param owner the id of the registered endpoint, or that of the job
     * @param registered whether it is registered, and not a job's own
     * @param events what a registered endpoint wants
     */
    public record Candidate(
            String organizationId, String owner, boolean registered, String url, String secret, List<String> events) {
        @Override
        public String toString() {
            return "Candidate[" + owner + "]";
        }
    }

    private final Pool pool;

    @Inject
    public ReceiverRepository(Pool pool) {
        this.pool = pool;
    }

    /** The active endpoints of the organisations and the own endpoints of the jobs, as they are now. */
    public Uni<List<Candidate>> candidates(Collection<String> organizationIds, Collection<String> jobIds) {
        return pool.preparedQuery(CANDIDATES)
                .execute(Tuple.of(organizationIds.toArray(String[]::new), jobIds.toArray(String[]::new)))
                .map(rows -> {
                    var candidates = new ArrayList<Candidate>(rows.size());
                    rows.forEach(row -> {
                        String[] events = row.getArrayOfStrings("events");
                        candidates.add(new Candidate(
                                row.getString("organization_id"),
                                row.getString("owner"),
                                row.getBoolean("registered"),
                                row.getString("url"),
                                row.getString("secret"),
                                events == null ? List.of() : List.of(events)));
                    });
                    return candidates;
                });
    }
}
