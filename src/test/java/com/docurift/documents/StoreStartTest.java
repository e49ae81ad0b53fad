package com.docurift.documents;

import static com.docurift.platform.embedded.OwnDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.docurift.documents.persistence.DocumentRows;
import com.docurift.platform.StartFailure;
import com.docurift.platform.embedded.OwnDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of one database are never taken for those of another, whose sweep would remove them. */
class StoreStartTest {
    private static OwnDatabase first;
    private static OwnDatabase second;

    private final BlobsInMemory store = new BlobsInMemory();

    @BeforeAll
    static void start() {
        first = new OwnDatabase();
        second = new OwnDatabase();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @BeforeEach
    void noDocuments() {
        first.query("truncate document");
    }

    @Test
    void anEmptyStoreBelongsToItsFirstDatabaseFromThenOn() {
        start(first);
        start(first);
        assertRefused(second);
        start(first);
    }

    @Test
    void filesOfAnUnknownOriginDoNotBelongToADatabaseWithoutAnyInFiles() {
        await(new Blobs(store).put("documents", "doc_1", "%PDF".getBytes(UTF_8)));
        assertRefused(first);

        first.query("""
                insert into document (id, organization_id, file_name, file_size, mime_type, sha256, created_at)
                values (id_floor('doc', now()), 'org_1', 'a.pdf', 1, 'application/pdf', decode(repeat('00', 32), 'hex'), now())""");
        start(first);
        assertRefused(second);
    }

    private void start(OwnDatabase database) {
        await(new StoreStart(new Blobs(store), store, new DocumentRows(database.pool)).bind());
    }

    private void assertRefused(OwnDatabase database) {
        assertThatThrownBy(() -> start(database))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The documents in DOCURIFT_DATA_DIR belong to another database");
    }
}
