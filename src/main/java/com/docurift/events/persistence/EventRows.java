package com.docurift.events.persistence;

import com.docurift.events.Event;
import com.docurift.events.EventType;
import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes and reads events. */
@ApplicationScoped
public class EventRows {
    private static final String INSERT = """
            with input as (
                select * from unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::timestamptz[])
                    as t (job_id, sequence, id, organization_id, type, data, traceparent, created_at)
            ), events as (
                insert into event (job_id, sequence, id, organization_id, type, data, traceparent, created_at) select * from input
            )
            insert into outbox (job_id, sequence) select job_id, sequence from input
            """;

    private static final String AFTER = """
            select job_id, sequence, id, organization_id, type, data, traceparent, created_at from event
            where job_id = $1 and sequence > $2 order by sequence limit $3
            """;

    /** Writes events and the pointers that make the relay publish them. */
    public Uni<Void> insert(SqlClient client, List<Event> events) {
        var columns = Columns.of(events)
                .text(Event::jobId)
                .with(Integer[]::new, Event::sequence)
                .text(Event::id)
                .text(Event::organizationId)
                .text(event -> event.type().wireName())
                .text(Event::data)
                .text(Event::traceparent)
                .with(OffsetDateTime[]::new, event -> event.createdAt().atOffset(ZoneOffset.UTC));
        return client.preparedQuery(INSERT).execute(columns.tuple()).replaceWithVoid();
    }

    /** A job's events with a higher sequence, in order. */
    public Uni<List<Event>> after(SqlClient client, String jobId, int sequence, int limit) {
        return client.preparedQuery(AFTER)
                .execute(Tuple.of(jobId, sequence, limit))
                .map(EventRows::events);
    }

    static List<Event> events(RowSet<Row> rows) {
        var events = new ArrayList<Event>(rows.size());
        rows.forEach(row -> events.add(event(row)));
        return events;
    }

    static Event event(Row row) {
        return new Event(
                row.getString("id"),
                row.getString("job_id"),
                row.getInteger("sequence"),
                row.getString("organization_id"),
                Objects.requireNonNull(EventType.of(row.getString("type"))),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getString("data"),
                row.getString("traceparent"));
    }
}
