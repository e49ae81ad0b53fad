package com.docurift.benchmark;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;

/**
 * The least that a durable submit can cost on the same PostgreSQL at the same moment: one row with the document of 2 KB, batched as
 * the service batches its submits, one batch after the other on one connection.
 */
final class BareStatement {

    private static final String INSERT = """
        insert into benchmark_document (id, organization_id, file_name, file_size, mime_type, sha256, content, created_at)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[], $7::bytea[], $8::timestamptz[])
        """;

    private final PgConnectOptions options;
    private final int batch;

    BareStatement(PgConnectOptions options, int batch) {
        this.options = new PgConnectOptions(options).setCachePreparedStatements(true);
        this.batch = batch;
    }

    /** Rows a second. */
    double rate(Vertx vertx, Duration length) {
        Pool pool = PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(1))
                .using(vertx)
                .build();
        try {
            run(pool, "create table if not exists benchmark_document (like document including all)");
            insertFor(pool, length.dividedBy(4));
            long begun = System.nanoTime();
            long rows = insertFor(pool, length);
            return rows / ((System.nanoTime() - begun) / 1e9);
        } finally {
            run(pool, "drop table benchmark_document");
            pool.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private long insertFor(Pool pool, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        long rows = 0;
        while (System.nanoTime() < end) {
            pool.preparedQuery(INSERT)
                    .execute(rows())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            rows += batch;
        }
        return rows;
    }

    private Tuple rows() {
        Buffer[] contents = new Buffer[batch];
        Arrays.setAll(contents, i -> Buffer.buffer(Pdfs.numbered(i)));
        String[] ids = new String[batch];
        Arrays.setAll(ids, i -> "doc_" + UUID.randomUUID());
        Buffer[] hashes = new Buffer[batch];
        Arrays.setAll(hashes, i -> Buffer.buffer(new byte[32]));
        return Tuple.tuple()
                .addArrayOfString(ids)
                .addArrayOfString(filled(new String[batch], "org_01k9z8j3x2f8e7d6c5b4a3z2y1"))
                .addArrayOfString(filled(new String[batch], "load.pdf"))
                .addArrayOfLong(filled(new Long[batch], (long) Pdfs.SIZE))
                .addArrayOfString(filled(new String[batch], "application/pdf"))
                .addArrayOfBuffer(hashes)
                .addArrayOfBuffer(contents)
                .addArrayOfOffsetDateTime(filled(new OffsetDateTime[batch], OffsetDateTime.now(ZoneOffset.UTC)));
    }

    private static <T> T[] filled(T[] array, T value) {
        Arrays.fill(array, value);
        return array;
    }

    private static void run(Pool pool, String statement) {
        pool.query(statement)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
