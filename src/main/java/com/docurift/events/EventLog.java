package com.docurift.events;

import com.docurift.events.persistence.EventRows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The history: every event as it was written. */
@ApplicationScoped
public class EventLog {
    private final Pool pool;
    private final EventRows rows;

    @Inject
    public EventLog(Pool pool, EventRows rows) {
        this.pool = pool;
        this.rows = rows;
    }

    /** A job's events after a sequence (0: from the first), in order, at most {@code limit}. */
    public Uni<List<Event>> after(String jobId, int sequence, int limit) {
        return rows.after(pool, jobId, sequence, limit);
    }

    /** Adds events within the caller's transaction; whoever commits it calls {@link Outbox#committed()}. */
    public Uni<Void> append(SqlClient transaction, List<Event> events) {
        return rows.insert(transaction, events);
    }
}
