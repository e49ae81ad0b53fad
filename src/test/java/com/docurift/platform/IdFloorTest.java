package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.platform.embedded.EmbeddedServersResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders of partitions are made in the database, ids in the process: both must mean the same moment. */
@QuarkusTest
@WithTestResource(EmbeddedServersResource.class)
class IdFloorTest {
    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-03-01T12:00:00Z",
                "2026-12-31T23:59:59.999Z",
                "2033-05-18T03:33:20.001Z",
                "2199-01-01T00:00:00.123Z"
            })
    void theDatabaseAgreesOnTheSmallestIdOfAMoment(Instant at) {
        String floor = pool.preparedQuery("select id_floor($1, $2)")
                .execute(Tuple.of("job", at.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getString(0))
                .await()
                .indefinitely();
        assertThat(floor).isEqualTo(Ids.floor("job", at));
    }
}
