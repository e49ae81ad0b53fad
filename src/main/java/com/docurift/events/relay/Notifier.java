package com.docurift.events.relay;

import com.docurift.events.Outbox;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Tells relays in other processes that events were committed here. One notification stands for all commits of a moment and is sent outside
 * of their transactions, because PostgreSQL serialises commits that carry one. Where this process owns all shards, nobody needs it.
 */
@ApplicationScoped
class Notifier {
    private static final Logger LOG = Logger.getLogger(Notifier.class);
    private static final long DEBOUNCE_MILLIS = 10;
    private static final String NOTIFY = "select pg_notify('" + Shards.CHANNEL + "', '')";

    private final Pool pool;
    private final Shards shards;
    private final Vertx vertx;
    private final AtomicBoolean planned = new AtomicBoolean();

    @Inject
    Notifier(Pool pool, Shards shards, Vertx vertx) {
        this.pool = pool;
        this.shards = shards;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event, Outbox outbox) {
        outbox.onCommit(this::soon);
    }

    private void soon() {
        if (!shards.ownsAll() && planned.compareAndSet(false, true)) {
            vertx.setTimer(DEBOUNCE_MILLIS, timer -> send());
        }
    }

    private void send() {
        planned.set(false);
        pool.query(NOTIFY)
                .execute()
                .subscribe()
                .with(sent -> {}, failure -> LOG.debugf("notification not sent, relays will poll: %s", failure));
    }
}
