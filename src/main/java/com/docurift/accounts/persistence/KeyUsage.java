package com.docurift.accounts.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        var ids = lastUse.keySet().toArray(String[]::new);
        var moments = new OffsetDateTime[ids.length];
        for (int i = 0; i < ids.length; i++) {
            moments[i] = lastUse.get(ids[i]).atOffset(ZoneOffset.UTC);
        }
        return pool.preparedQuery(MARK_USED).execute(Tuple.of(ids, moments)).replaceWithVoid();
    }
}
