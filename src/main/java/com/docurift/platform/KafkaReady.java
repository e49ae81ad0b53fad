package com.docurift.platform;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Holds back what uses Kafka until the broker is up and has its topics, while the rest of the application starts beside it. */
@ApplicationScoped
class KafkaReady {
    private static final int BEFORE_ALL_OTHERS = 1;

    private static volatile @Nullable CompletableFuture<Void> preparation;

    /** Runs what prepares Kafka on a thread of its own. */
    static void begin(Runnable prepare) {
        preparation = CompletableFuture.runAsync(prepare, task -> {
            Thread thread = new Thread(task, "kafka-prepare");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Returns when the preparation has ended, at once when there was none. */
    static void await() {
        CompletableFuture<Void> begun = preparation;
        if (begun == null) {
            return;
        }
        try {
            begun.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure
                    ? failure
                    : new StartFailure("Kafka could not be prepared: " + e.getCause() + ".", e);
        }
    }

    void hold(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) {
        await();
    }
}
