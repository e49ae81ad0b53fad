package com.docurift.processing.persistence;

import com.docurift.jobs.StoppedJobs;
import com.docurift.platform.Drain;
import com.docurift.platform.Loops;
import com.docurift.platform.OwnConnection;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Hears of jobs that other processes ended while this one works on them. It needs a connection of its own, which its loop opens again
 * when it was lost; a notice missed meanwhile shows at the next renewal of the leases, which then keeps no lease of such a job.
 */
@ApplicationScoped
class StopNotices {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final PgSubscriber subscriber;

    @Inject
    StopNotices(Vertx vertx, StoppedJobs stopped, OwnConnection own) {
        subscriber = PgSubscriber.subscriber(vertx, own.optionsFor("stop-notices"));
        subscriber.channel(StoppedJobs.CHANNEL).handler(stopped::stopped);
    }

    void start(@Observes StartupEvent event, PlatformConfig platform, Loops loops, Drain drain) {
        if (platform.roles().contains(Role.PROCESSOR)) {
            var loop = loops.start("stop-notices", LOOK, this::listen);
            drain.at(
                    Drain.Stage.FINISH_WORK,
                    () -> loop.stop().thenCompose(done -> subscriber.close().toCompletionStage()));
        }
    }

    private Uni<Boolean> listen() {
        return subscriber.actualConnection() != null
                ? Uni.createFrom().item(false)
                : UniHelper.toUni(subscriber.connect()).replaceWith(false);
    }
}
