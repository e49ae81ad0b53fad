package com.docurift.documents;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Byte strings that are made inside the service and are too large for a row, such as large results. */
@ApplicationScoped
public class Blobs {
    private final BlobStore store;

    @Inject
    public Blobs(BlobStore store) {
        this.store = store;
    }

    /**
     * Stores content durably; the row that names it comes after. What the same kind and id held before is replaced in one step.
     *
     * @param kind a lower-case word, with a {@link BlobOwner} of its own; {@code documents} and {@code store} are taken
     * @param id unique within the kind
     */
    public Uni<Void> put(String kind, String id, byte[] content) {
        return uni(() -> store.put(kind, id, content));
    }

    /** The content; fails with {@link java.nio.file.NoSuchFileException} when there is none. */
    public Uni<byte[]> get(String kind, String id) {
        return uni(() -> store.read(kind, id));
    }

    /** Removes the content; completes also when there is none. */
    public Uni<Void> delete(String kind, String id) {
        return uni(() -> store.delete(kind, id));
    }

    static <T> Uni<T> uni(Supplier<Future<T>> future) {
        return Uni.createFrom().deferred(() -> UniHelper.toUni(future.get()));
    }
}
