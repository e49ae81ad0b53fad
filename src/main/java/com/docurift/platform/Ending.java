package com.docurift.platform;

import com.docurift.platform.embedded.DataDirectory;
import com.docurift.platform.embedded.EmbeddedServers;
import io.quarkus.runtime.ApplicationLifecycleManager;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The end of the process, whatever brings it about. Quarkus stops in a shutdown hook of its own, beside this one. The servers must
 * outlive it: the last lease is released and the last event relayed through them.
 */
final class Ending {

    /** With the limits of the servers' own stops 25 s; a supervisor grants 30. */
    private static final int QUARKUS_STOP_SECONDS = 15;

    private final CountDownLatch quarkusStopped = new CountDownLatch(1);
    private final boolean packaged;

    Ending(boolean packaged) {
        this.packaged = packaged;
    }

    /** Has the servers stopped and the directory freed when the JVM ends. */
    void close(EmbeddedServers servers, DataDirectory directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, directory), "docurift-end"));
    }

    /** Quarkus calls it once everything in it has stopped, or when it could not start. */
    void afterQuarkus(int status, @Nullable Throwable failure) {
        quarkusStopped.countDown();
        if (failure != null) {
            tell(failure);
        }
        System.exit(status);
    }

    private void end(EmbeddedServers servers, DataDirectory directory) {
        boolean stopped = !packaged || ApplicationLifecycleManager.getCurrentApplication() == null || await();
        servers.close();
        directory.close();
        if (!stopped) {
            // The hook of Quarkus still waits, and the JVM would wait with it.
            Runtime.getRuntime().halt(1);
        }
    }

    private boolean await() {
        try {
            if (quarkusStopped.await(QUARKUS_STOP_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
            System.err.println("The application did not stop within " + QUARKUS_STOP_SECONDS
                    + " s and is ended; its jobs go on after the next start.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static void tell(Throwable failure) {
        Optional<String> sentence = FailedStart.sentence(failure);
        if (sentence.isPresent()) {
            DocuRift.silenceServers();
            System.err.println(sentence.get());
        } else {
            Logger.getLogger(DocuRift.class).error("The service could not start", failure);
        }
    }
}
