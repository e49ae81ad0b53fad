package com.docurift.webhooks.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads endpoints for the dispatcher, many at a time. */
@ApplicationScoped
public class EndpointRepository {
    private static final String ACTIVE_OF_ORGANIZATIONS = """
            select id, organization_id, url, secret, events from webhook_endpoint where organization_id = any($1) and active order by id
            """;

    private static final String OF_JOBS = """
            select job_id, url, secret from job_endpoint where job_id = any($1)
            """;

    /** A job's own endpoint. */
    public record OwnEndpoint(String url, String secret) {
        @Override
        public String toString() {
            return "OwnEndpoint[secret hidden]";
        }
    }

    private final Pool pool;

    @Inject
    public EndpointRepository(Pool pool) {
        this.pool = pool;
    }

    /** The active endpoints of each organisation that has some. */
    public Uni<Map<String, List<ActiveEndpoint>>> activeOf(Collection<String> organizationIds) {
        return pool.preparedQuery(ACTIVE_OF_ORGANIZATIONS)
                .execute(Tuple.of(organizationIds.toArray(String[]::new)))
                .map(EndpointRepository::byOrganization);
    }

    /** The own endpoint of each job that has one. */
    public Uni<Map<String, OwnEndpoint>> ofJobs(Collection<String> jobIds) {
        return pool.preparedQuery(OF_JOBS)
                .execute(Tuple.of(jobIds.toArray(String[]::new)))
                .map(EndpointRepository::byJob);
    }

    private static Map<String, List<ActiveEndpoint>> byOrganization(RowSet<Row> rows) {
        var endpoints = new HashMap<String, List<ActiveEndpoint>>();
        for (Row row : rows) {
            var endpoint = new ActiveEndpoint(
                    row.getString("id"),
                    row.getString("organization_id"),
                    row.getString("url"),
                    row.getString("secret"),
                    List.of(row.getArrayOfStrings("events")));
            endpoints
                    .computeIfAbsent(endpoint.organizationId(), none -> new ArrayList<>())
                    .add(endpoint);
        }
        return endpoints;
    }

    private static Map<String, OwnEndpoint> byJob(RowSet<Row> rows) {
        var endpoints = new HashMap<String, OwnEndpoint>();
        for (Row row : rows) {
            endpoints.put(row.getString("job_id"), new OwnEndpoint(row.getString("url"), row.getString("secret")));
        }
        return endpoints;
    }
}
