package com.docurift.documents.persistence;

import com.docurift.documents.BlobOwner;
import com.docurift.documents.Documents;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What documents ask of their table; rows are written together with the job. */
@ApplicationScoped
public class DocumentRows implements BlobOwner {
    /** A document's id and its bytes; no bytes when they are a file of the store. */
    @SuppressWarnings("ArrayRecordComponent") // written once, read once; never compared
    public record Content(String id, byte @Nullable [] bytes) {}

    /** A document as it was handed in. */
    public record Named(Content content, String fileName, long fileSize, String mimeType) {}

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

    /** A document of an organisation with its bytes; nothing when it does not exist, was deleted, or belongs to another. */
    public Uni<Optional<Named>> named(String organizationId, String id) {
        return pool.preparedQuery("""
                        select id, content, file_name, file_size, mime_type from document
                        where id = $1 and organization_id = $2 and deleted_at is null""")
                .execute(Tuple.of(id, organizationId))
                .map(rows -> stream(rows)
                        .map(row -> new Named(
                                content(row),
                                row.getString("file_name"),
                                row.getLong("file_size"),
                                row.getString("mime_type")))
                        .findFirst());
    }

    /** Empties a document's row; answers false when it does not exist, was deleted before, or belongs to another organisation. */
    public Uni<Boolean> delete(SqlClient transaction, String organizationId, String id, OffsetDateTime at) {
        return transaction
                .preparedQuery("""
                        update document set deleted_at = $3, content = null
                        where id = $1 and organization_id = $2 and deleted_at is null""")
                .execute(Tuple.of(id, organizationId, at))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Locks a document against deletion up to the end of the transaction; answers false when there is none to lock. */
    public Uni<Boolean> lock(SqlClient transaction, String organizationId, String id) {
        return transaction
                .preparedQuery("""
                        select id from document where id = $1 and organization_id = $2 and deleted_at is null for update""")
                .execute(Tuple.of(id, organizationId))
                .map(rows -> rows.size() == 1);
    }

    @Override
    public String kind() {
        return Documents.KIND;
    }

    @Override
    public Uni<Set<String>> living(List<String> ids) {
        return pool.preparedQuery("""
                        select id from document where id = any($1) and deleted_at is null""")
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(rows ->
                        new HashSet<>(stream(rows).map(row -> row.getString(0)).toList()));
    }

    /** Whether any document lies in a file of the store. */
    public Uni<Boolean> haveFiles() {
        return pool.query("select exists (select 1 from document where content is null)")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** What tells this database from every other one. */
    public Uni<String> database() {
        return pool.query("select id from installation")
                .execute()
                .map(rows -> rows.iterator().next().getString(0));
    }

    private static Content content(Row row) {
        var bytes = row.getBuffer(1);
        return new Content(row.getString(0), bytes == null ? null : bytes.getBytes());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
