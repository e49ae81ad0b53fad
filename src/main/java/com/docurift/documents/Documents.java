package com.docurift.documents;

import com.docurift.documents.persistence.DocumentRows;
import com.docurift.platform.Ids;
import com.docurift.platform.Overloaded;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The way in for new documents and the way to the bytes of those that are there. */
@ApplicationScoped
public class Documents {
    /** The kind under which documents lie in the {@link BlobStore}. */
    static final String KIND = "documents";

    private record Located(String id, DocumentContent content) {}

    private final DocumentsConfig config;
    private final LimitsConfig limits;
    private final BlobStore store;
    private final DocumentRows rows;
    private final Ids ids;
    private final AtomicInteger uploads = new AtomicInteger();

    @Inject
    public Documents(
            DocumentsConfig config,
            LimitsConfig limits,
            BlobStore store,
            DocumentRows rows,
            Ids ids,
            MeterRegistry metrics) {
        this.config = config;
        this.limits = limits;
        this.store = store;
        this.rows = rows;
        this.ids = ids;
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
