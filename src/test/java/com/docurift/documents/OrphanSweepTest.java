package com.docurift.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.documents.persistence.DocumentRows;
import com.docurift.platform.Ids;
import com.docurift.platform.Loops;
import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class OrphanSweepTest {
    @Inject
    BlobStore store;

    @Inject
    DocumentRows rows;

    @Inject
    DocumentsConfig config;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    Pool pool;

    @Inject
    Loops loops;

    @Test
    void removesOldFilesWithoutARowAndNothingElse() throws Exception {
        Path orphan = file(Duration.ofMinutes(61));
        Path young = file(Duration.ofMinutes(59));
        Path owned = file(Duration.ofMinutes(61));
        pool.preparedQuery("""
                        insert into document (id, organization_id, file_name, file_size, mime_type, sha256, created_at)
                        values ($1, 'org_sweep', 'a.pdf', 1, 'application/pdf', decode(repeat('00', 32), 'hex'), now())""")
                .execute(Tuple.of(owned.getFileName().toString()))
                .await()
                .indefinitely();

        var sweep = new OrphanSweep(store, List.of(rows), config, clock);
        for (int slice = 1; slice < BlobStore.SLICES; slice++) {
            assertThat(sweep.sweepNextSlice().await().indefinitely()).isTrue();
        }
        assertThat(sweep.sweepNextSlice().await().indefinitely()).isFalse();

        assertThat(orphan).doesNotExist();
        assertThat(young).exists();
        assertThat(owned).exists();
    }

    @Test
    void itsLoopRuns() {
        assertThat(loops.all()).anySatisfy(loop -> assertThat(loop.name()).isEqualTo("document-sweep"));
    }

    private Path file(Duration age) throws Exception {
        String id = ids.next("doc");
        var writer = store.begin(Documents.KIND, id);
        done(writer.write(new byte[] {1}, 1));
        done(writer.finish());
        Path file = done(store.file(Documents.KIND, id));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(age)));
        return file;
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
