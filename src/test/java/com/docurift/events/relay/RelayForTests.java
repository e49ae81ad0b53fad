package com.docurift.events.relay;

import static com.docurift.platform.embedded.OwnDatabase.await;

import com.docurift.events.Outbox;
import com.docurift.events.persistence.OutboxRows;
import com.docurift.platform.Drain;
import com.docurift.platform.Loops;
import com.docurift.platform.OwnConnection;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.embedded.EmbeddedServersResource;
import com.docurift.platform.embedded.OwnDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A relay of its own on a database of the test, as one of several processes would run it. */
final class RelayForTests implements AutoCloseable {
    final Outbox outbox = new Outbox();
    final Shards shards;
    private final Publisher publisher;
    private final Loops loops;

    RelayForTests(OwnDatabase database, Clock clock, OutboxRows rows) {
        this(database, clock, rows, EmbeddedServersResource.settings().get("kafka.bootstrap.servers"));
    }

    RelayForTests(OwnDatabase database, Clock clock, OutboxRows rows, String kafka) {
        var own = new OwnConnection(
                database.url(),
                Optional.of(database.user()),
                Optional.of(database.password()),
                Map.of("enable_seqscan", "off"));
        shards = new Shards(new Vertx(database.vertx), clock, own);
        publisher = new Publisher(Map.of("bootstrap.servers", kafka));
        var metrics = new SimpleMeterRegistry();
        loops = new Loops(database.vertx, clock, metrics);
        new Relay(rows, outbox, shards, publisher, new Batches(), new AllRoles(), clock, metrics)
                .start(new StartupEvent(), loops, new Drain(loops));
    }

    private record Batches() implements RelayConfig {
        @Override
        public int batch() {
            return 100;
        }

        @Override
        public Duration poll() {
            return Duration.ofMillis(100);
        }
    }

    private record AllRoles() implements PlatformConfig {
        @Override
        public Set<Role> roles() {
            return Set.of(Role.values());
        }

        @Override
        public String dataDir() {
            return "none";
        }
    }

    /** The process hangs: it does nothing any more, but its connection still holds its shards. */
    void hangs() {
        loops.all().forEach(loop -> loop.stop().join());
    }

    List<Integer> owned() {
        return List.of(await(shards.owned()).numbers()).stream()
                .map(Short::intValue)
                .toList();
    }

    /** PostgreSQL sees the connection of a hanging relay end. */
    void connectionEnds(OwnDatabase database) {
        int process = await(shards.owned()).connection().processId();
        database.query("select pg_terminate_backend($1)", process);
    }

    @Override
    public void close() {
        hangs();
        publisher.close();
        shards.close().toCompletableFuture().join();
    }
}
