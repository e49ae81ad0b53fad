package com.docurift.events.persistence;

import com.docurift.events.Event;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What is not on Kafka yet. */
@ApplicationScoped
public class OutboxRows {
    private static final String UNPUBLISHED = """
            select next.position, event.job_id, event.sequence, event.id, event.organization_id, event.type, event.data, event.traceparent,
                event.created_at
            from (select position, job_id, sequence from outbox where position > $1 and shard = any($2) order by position limit $3) next
            join event on event.job_id = next.job_id and event.sequence = next.sequence
            order by next.position
            """;

    private static final String PUBLISHED = "delete from outbox where position = any($1)";

    private static final String TRANSACTIONS = """
            select pg_snapshot_xmin(now)::text::bigint as oldest_running, pg_snapshot_xmax(now)::text::bigint as next
            from pg_current_snapshot() as now
            """;

    /**
     * The transactions of the database server at a moment, by their ascending numbers.
     *
     * @param oldestRunning every one below has ended
     * @param next none from this on has begun to write
     */
    public record Transactions(long oldestRunning, long next) {}

    /** An event that waits, and where it stands in the queue. */
    public record Unpublished(long position, Event event) {}

    /** The next events of some shards behind a position, each job's in their order. */
    public Uni<List<Unpublished>> next(SqlClient client, long after, Short[] shards, int limit) {
        return client.preparedQuery(UNPUBLISHED)
                .execute(Tuple.of(after, shards, limit))
                .map(rows -> {
                    var next = new ArrayList<Unpublished>(rows.size());
                    rows.forEach(row -> next.add(new Unpublished(row.getLong("position"), EventRows.event(row))));
                    return next;
                });
    }

    /** Marks events as published. */
    public Uni<Void> published(SqlClient client, List<Unpublished> events) {
        var positions = events.stream().map(Unpublished::position).toArray(Long[]::new);
        return client.preparedQuery(PUBLISHED).execute(Tuple.of(positions)).replaceWithVoid();
    }

    /** The transactions of now; a statement that comes later sees everything that those which have ended committed. */
    public Uni<Transactions> transactions(SqlClient client) {
        return client.preparedQuery(TRANSACTIONS).execute().map(rows -> {
            var row = rows.iterator().next();
            return new Transactions(row.getLong("oldest_running"), row.getLong("next"));
        });
    }
}
