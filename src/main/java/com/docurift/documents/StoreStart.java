package com.docurift.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.documents.persistence.DocumentRows;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.Settings;
import com.docurift.platform.StartFailure;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;

/**
 * Refuses the start when files of the store belong to another database than the one that is configured: to that one they would all be
 * left over, and the sweep would remove them. The store learns its database at the first start.
 */
@Singleton
class StoreStart {
    private static final String KIND = "store";
    private static final String DATABASE = "database";
    private static final long LARGEST_INLINE = 64 * 1024;
    private static final Instant ALWAYS = Instant.MAX;

    private final Blobs blobs;
    private final BlobStore store;
    private final DocumentRows rows;

    @Inject
    StoreStart(Blobs blobs, BlobStore store, DocumentRows rows) {
        this.blobs = blobs;
        this.store = store;
        this.rows = rows;
    }

    void begin(@Observes @Priority(50) StartupEvent event, PlatformConfig platform, DocumentsConfig config)
            throws Throwable {
        check(config);
        if (platform.roles().contains(Role.API) || platform.roles().contains(Role.PROCESSOR)) {
            VertxContextSupport.subscribeAndAwait(this::bind);
        }
    }

    private static void check(DocumentsConfig config) {
        long inline = config.inlineLimit().asLongValue();
        Settings.require(
                inline >= 0 && inline < LARGEST_INLINE,
                "DOCURIFT_DOCUMENTS_INLINE_LIMIT is %d bytes, but must be below 64K.".formatted(inline));
        Settings.atLeast(1, config.maxUploads(), "DOCURIFT_DOCUMENTS_MAX_UPLOADS");
        Settings.atLeast(1, config.ioThreads(), "DOCURIFT_DOCUMENTS_IO_THREADS");
        Settings.atLeast(
                Duration.ofMillis(100), config.uploadStallTimeout(), "DOCURIFT_DOCUMENTS_UPLOAD_STALL_TIMEOUT");
        // Below that, files would be removed that are still being written.
        Settings.atLeast(Duration.ofMinutes(10), config.orphanAge(), "DOCURIFT_DOCUMENTS_ORPHAN_AGE");
        Settings.atLeast(Duration.ofSeconds(1), config.sweepInterval(), "DOCURIFT_DOCUMENTS_SWEEP_INTERVAL");
    }

    Uni<Void> bind() {
        return rows.database()
                .chain(database -> blobs.get(KIND, DATABASE)
                        .map(bytes -> new String(bytes, UTF_8))
                        .onFailure(NoSuchFileException.class)
                        .recoverWithUni(() -> bindTo(database))
                        .invoke(bound -> requireSame(bound, database))
                        .replaceWithVoid());
    }

    private Uni<String> bindTo(String database) {
        return isStrange()
                .invoke(strange -> requireSame(strange ? "" : database, database))
                .chain(() -> blobs.put(KIND, DATABASE, database.getBytes(UTF_8)))
                .replaceWith(database);
    }

    /** Files of before the store knew its database: they cannot belong to one that has no document in a file. */
    private Uni<Boolean> isStrange() {
        return rows.haveFiles().chain(known -> known ? Uni.createFrom().item(false) : hasFiles(0));
    }

    private Uni<Boolean> hasFiles(int slice) {
        if (slice == BlobStore.SLICES) {
            return Uni.createFrom().item(false);
        }
        return Blobs.uni(() -> store.olderThan(Documents.KIND, slice, ALWAYS))
                .chain(ids ->
                        ids.isEmpty() ? hasFiles(slice + 1) : Uni.createFrom().item(true));
    }

    private static void requireSame(String bound, String database) {
        if (!bound.equals(database)) {
            throw new StartFailure(
                    "The documents in DOCURIFT_DATA_DIR belong to another database than the one that is configured: set"
                            + " DOCURIFT_POSTGRES_URL to theirs, or give this database a data directory of its own.");
        }
    }
}
