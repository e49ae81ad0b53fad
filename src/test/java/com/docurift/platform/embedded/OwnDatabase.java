package com.docurift.platform.embedded;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/**
 * An empty database of the shared PostgreSQL with the service's own schema, for one test class. The loops of the tested application do not
 * see it, so jobs and events in it move only when the test moves them.
 */
public final class OwnDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public final Vertx vertx = Vertx.vertx();
    public final Pool pool;
    private final String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    private final String user;
    private final String password;
    private final String shared;

    public OwnDatabase() {
        var settings = EmbeddedServersResource.settings();
        user = settings.get("quarkus.datasource.username");
        password = settings.get("quarkus.datasource.password");
        shared = settings.get("quarkus.datasource.reactive.url");
        onShared("create database " + name);
        Flyway.configure().dataSource("jdbc:" + url(), user, password).load().migrate();
        pool = connect(url(), 8);
    }

    /** Where it is, as {@code quarkus.datasource.reactive.url} says it. */
    public String url() {
        return shared.substring(0, shared.lastIndexOf('/') + 1) + name;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Runs one statement and answers its rows. */
    public List<Row> query(String sql, Object... parameters) {
        var rows = await(pool.preparedQuery(sql).execute(Tuple.from(parameters)));
        var answer = new ArrayList<Row>();
        rows.forEach(answer::add);
        return answer;
    }

    /** The one value that a statement answers. */
    public long number(String sql, Object... parameters) {
        return query(sql, parameters).get(0).getLong(0);
    }

    public static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    private Pool connect(String url, int connections) {
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(PgConnectOptions.fromUri(url).setUser(user).setPassword(password))
                .using(vertx)
                .build());
    }

    private void onShared(String statement) {
        var connection = connect(shared, 1);
        await(connection.query(statement).execute());
        await(connection.close());
    }

    @Override
    public void close() {
        await(pool.close());
        onShared("drop database " + name + " with (force)");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
