package com.docurift.sample;

import com.docurift.accounts.Accounts;
import com.docurift.accounts.NewKey;
import com.docurift.accounts.Scope;
import com.docurift.platform.ServiceReady;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** Runs the sample once when the service was started with {@code --sample}, and lets the service stay up whatever becomes of it. */
@ApplicationScoped
class SampleRun {
    private static final Duration KEY_LIFE = Duration.ofMinutes(10);

    private final Accounts accounts;
    private final Clock clock;
    private final List<String> arguments;

    @Inject
    SampleRun(Accounts accounts, Clock clock, @CommandLineArguments String[] arguments) {
        this.accounts = accounts;
        this.clock = clock;
        this.arguments = List.of(arguments);
    }

    void begin(@Observes ServiceReady ready) {
        if (isWanted(arguments)) {
            key().subscribe()
                    .with(
                            key -> onOwnThread(ready.url(), key.key()),
                            failure -> leftOut("a key for it could not be made (" + failure.getMessage() + ")"));
        }
    }

    /** {@code --no-sample} wins, so that a script can leave the sample out of a command that has it. */
    static boolean isWanted(List<String> arguments) {
        return arguments.contains("--sample") && !arguments.contains("--no-sample");
    }

    private Uni<NewKey> key() {
        return accounts.firstOrganization()
                .map(found -> found.orElseThrow(() -> new SampleFailure("there is no organisation")))
                .chain(organization -> accounts.issueKey(
                        organization,
                        "Sample run",
                        EnumSet.of(Scope.JOBS_READ, Scope.JOBS_WRITE),
                        clock.instant().plus(KEY_LIFE)));
    }

    /** Everything in the sample waits for an answer, which a thread of the server must not. */
    private void onOwnThread(String url, String key) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread thread = new Thread(() -> run(url, key), "sample");
        thread.setContextClassLoader(loader);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String url, String key) {
        try (Receiver receiver = Receiver.open()) {
            new Sample(url, key, clock, System.out).through(receiver);
        } catch (SampleFailure failure) {
            leftOut(String.valueOf(failure.getMessage()));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void leftOut(String reason) {
        System.out.println(System.lineSeparator() + "The sample run did not go through: " + reason
                + ". The service is up all the same." + System.lineSeparator());
    }
}
