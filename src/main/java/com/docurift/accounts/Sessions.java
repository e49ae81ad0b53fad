package com.docurift.accounts;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.function.Supplier;

/**
 * Runs database work on a Vert.x context of its own, as a reactive session wants it, so that the caller may stand anywhere: within a
 * request, in a background loop, or on a plain thread.
 */
final class Sessions {
    private Sessions() {}

    static <T> Uni<T> read(Supplier<Uni<T>> work) {
        return onOwnContext(() -> Panache.withSession(work));
    }

    static <T> Uni<T> write(Supplier<Uni<T>> work) {
        return onOwnContext(() -> Panache.withTransaction(work));
    }

    private static <T> Uni<T> onOwnContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext();
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
