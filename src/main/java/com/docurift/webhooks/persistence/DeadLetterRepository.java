package com.docurift.webhooks.persistence;

import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Deliveries that were given up and are not yet told of on Kafka. */
@ApplicationScoped
public class DeadLetterRepository {
    private static final String UNPUBLISHED = """
            select id, json_strip_nulls(json_build_object('id', id, 'organizationId', organization_id, 'webhookId', endpoint_id,
                'jobId', job_id, 'eventId', event_id, 'eventType', event_type, 'url', url, 'status', status,
                'createdAt', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'completedAt', to_char(completed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'attempts', attempts))::text
            from delivery where status = 'dead' and dead_published_at is null order by id limit $1
            """;

    private static final String MARK = """
            update delivery set dead_published_at = now() where id = any($1) and status = 'dead' and dead_published_at is null
            """;

    /** A dead delivery as JSON, in the shape in which clients see deliveries. */
    public record DeadLetter(String deliveryId, String json) {}

    private final Pool pool;

    @Inject
    public DeadLetterRepository(Pool pool) {
        this.pool = pool;
    }

    /** The oldest that are not yet published. */
    public Uni<List<DeadLetter>> unpublished(int limit) {
        return pool.preparedQuery(UNPUBLISHED).execute(Tuple.of(limit)).map(rows -> {
            var letters = new ArrayList<DeadLetter>(rows.size());
            rows.forEach(row -> letters.add(new DeadLetter(row.getString(0), row.getString(1))));
            return letters;
        });
    }

    /** Notes that Kafka has acknowledged them. */
    public Uni<Void> markPublished(List<DeadLetter> letters) {
        return pool.preparedQuery(MARK)
                .execute(Columns.of(letters).text(DeadLetter::deliveryId).tuple())
                .replaceWithVoid();
    }
}
