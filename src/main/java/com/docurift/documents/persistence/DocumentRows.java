package com.docurift.documents.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What documents ask of their table; rows are written together with the job. */
@ApplicationScoped
public class DocumentRows {
    /** A document's id and its bytes; no bytes when they are a file of the store. */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
    public record Content(String id, byte @Nullable [] bytes) {}

    private final Pool pool;

    @Inject
    public DocumentRows(Pool pool) {
        this.pool = pool;
    }

    /** The bytes of those documents that exist and were not deleted. */
    public Uni<List<Content>> contents(List<String> ids) {
        return pool.preparedQuery("""
                        select id, content from document where id = any($1) and deleted_at is null""")
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(rows -> stream(rows).map(DocumentRows::content).toList());
    }

    /** Which of the ids have a row and were not deleted. */
    public Uni<Set<String>> living(List<String> ids) {
        return pool.preparedQuery("""
                        select id from document where id = any($1) and deleted_at is null""")
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(rows ->
                        new HashSet<>(stream(rows).map(row -> row.getString(0)).toList()));
    }

    private static Content content(Row row) {
        var bytes = row.getBuffer(1);
        return new Content(row.getString(0), bytes == null ? null : bytes.getBytes());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
