package com.docurift.documents;

import com.docurift.documents.persistence.DocumentRows;
import com.docurift.platform.Ids;
import com.docurift.platform.Overloaded;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The way in for new documents and the way to the bytes of those that are there. */
@ApplicationScoped
public class Documents {
    /** The kind under which documents lie in the {@link BlobStore}. */
    public static final String KIND = "documents";

    /**
     * A document as it was handed in.
     *
     * @param fileSize bytes
     * @param mimeType judged by the content
     */
    public record Original(DocumentContent content, String fileName, long fileSize, String mimeType) {}

    private record Located(String id, DocumentContent content) {}

    private final DocumentsConfig config;
    private final LimitsConfig limits;
    private final BlobStore store;
    private final DocumentRows rows;
    private final Ids ids;
    private final RetentionConfig retention;
    private final Clock clock;
    private final AtomicInteger uploads = new AtomicInteger();

    @Inject
    public Documents(
            DocumentsConfig config,
            LimitsConfig limits,
            BlobStore store,
            DocumentRows rows,
            Ids ids,
            RetentionConfig retention,
            Clock clock,
            MeterRegistry metrics) {
        this.config = config;
        this.limits = limits;
        this.store = store;
        this.rows = rows;
        this.ids = ids;
        this.retention = retention;
        this.clock = clock;
        Gauge.builder("docurift.uploads.active", uploads, AtomicInteger::get)
                .description("Uploads that are being taken in")
                .register(metrics);
    }

    /**
     * Begins to take in a document. The upload must be ended with {@link Upload#keep} or {@link Upload#discard}.
     *
     * @throws Overloaded when as many uploads as are allowed are on their way
     */
    public Upload begin() {
        if (uploads.incrementAndGet() > config.maxUploads()) {
            uploads.decrementAndGet();
            throw new Overloaded("uploads");
        }
        var id = ids.next("doc");
        var bounds = new Upload.Bounds(
                (int) config.inlineLimit().asLongValue(), limits.maxFileSize().asLongValue());
        return new Upload(id, bounds, () -> store.begin(KIND, id), uploads::decrementAndGet);
    }

    /** Where to read the bytes of many documents; those that do not exist or were deleted are missing from the answer. */
    public Uni<Map<String, DocumentContent>> contents(List<String> documentIds) {
        return rows.contents(documentIds).chain(found -> UniHelper.toUni(locate(found)));
    }

    /** A document of an organisation as it was handed in; nothing when it does not exist, was deleted or has expired. */
    public Uni<Optional<Original>> original(String organizationId, String id) {
        return rows.named(organizationId, id)
                .chain(found -> found.isEmpty() || isExpired(id)
                        ? Uni.createFrom().item(Optional.empty())
                        : UniHelper.toUni(locate(found.get().content())
                                .map(located -> Optional.of(new Original(
                                        located.content(),
                                        found.get().fileName(),
                                        found.get().fileSize(),
                                        found.get().mimeType())))));
    }

    /**
     * Deletes a document's row content within the caller's transaction, which then calls {@link #removeFile}; the row's lock decides between
     * this and {@link #lock}.
     *
     * @return false when there is no such document in the organisation
     */
    public Uni<Boolean> delete(SqlClient transaction, String organizationId, String id, OffsetDateTime at) {
        return isExpired(id) ? Uni.createFrom().item(false) : rows.delete(transaction, organizationId, id, at);
    }

    /** Removes what lies in the store of a deleted document; what a failure leaves there, the sweep removes. */
    public Uni<Void> removeFile(String id) {
        return Uni.createFrom().deferred(() -> UniHelper.toUni(store.delete(KIND, id)));
    }

    /** Keeps a document from deletion up to the end of the transaction; answers false when there is none any more. */
    public Uni<Boolean> lock(SqlClient transaction, String organizationId, String id) {
        return isExpired(id) ? Uni.createFrom().item(false) : rows.lock(transaction, organizationId, id);
    }

    /** Whether a document has reached the end of its time: it cannot be had any more, even before it is removed. */
    public boolean isExpired(String id) {
        return id.compareTo(Ids.floor("doc", oldest())) < 0;
    }

    /** What was handed in before this moment has expired. */
    public Instant oldest() {
        var length = retention.documents();
        var now = clock.instant();
        return length.compareTo(Duration.between(Instant.EPOCH, now)) < 0 ? now.minus(length) : Instant.EPOCH;
    }

    private Future<Map<String, DocumentContent>> locate(List<DocumentRows.Content> found) {
        return Future.all(found.stream().map(this::locate).toList()).map(all -> {
            var contents = new HashMap<String, DocumentContent>();
            all.<Located>list().forEach(one -> contents.put(one.id(), one.content()));
            return contents;
        });
    }

    private Future<Located> locate(DocumentRows.Content row) {
        var bytes = row.bytes();
        return bytes == null
                ? store.file(KIND, row.id()).map(path -> new Located(row.id(), new DocumentContent.InFile(path)))
                : Future.succeededFuture(new Located(row.id(), new DocumentContent.InRow(bytes)));
    }
}
