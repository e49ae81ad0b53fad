package com.docurift.accounts.persistence;

import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** When keys were last used. */
@ApplicationScoped
public class KeyUsage {
    private static final String MARK_USED = """
            update api_key set last_used_at = used.at
            from unnest($1::text[], $2::timestamptz[]) as used (id, at)
            where api_key.id = used.id and (last_used_at is null or last_used_at < used.at)
            """;

    private final Pool pool;

    @Inject
    public KeyUsage(Pool pool) {
        this.pool = pool;
    }

    /** Writes the last use of many keys with one statement; an earlier moment never replaces a later one. */
    public Uni<Void> markUsed(Map<String, Instant> lastUse) {
        var columns = Columns.of(List.copyOf(lastUse.entrySet()))
                .text(Map.Entry::getKey)
                .with(OffsetDateTime[]::new, key -> key.getValue().atOffset(ZoneOffset.UTC));
        return pool.preparedQuery(MARK_USED).execute(columns.tuple()).replaceWithVoid();
    }
}
