package com.docurift.accounts;

import com.docurift.platform.FirstKey;
import com.docurift.platform.StartFailure;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the first organisation and its key on an empty database, before the HTTP server accepts anything. */
@Singleton
class FirstStart {
    private static final Logger LOG = Logger.getLogger(FirstStart.class);
    private static final String NAME = "Default organization";

    private final Accounts accounts;
    private final AccountsConfig config;
    private final Event<FirstKey> firstKey;

    @Inject
    FirstStart(Accounts accounts, AccountsConfig config, Event<FirstKey> firstKey) {
        this.accounts = accounts;
        this.config = config;
        this.firstKey = firstKey;
    }

    void begin(@Observes @Priority(100) StartupEvent event) throws Throwable {
        var configured = config.bootstrapApiKey();
        if (configured.filter(key -> !KeyText.isWellFormed(key)).isPresent()) {
            throw new StartFailure("DOCURIFT_BOOTSTRAP_API_KEY must be frc_ followed by 32 letters or digits.");
        }
        VertxContextSupport.subscribeAndAwait(() -> accounts.createFirstOrganization(NAME, configured))
                .ifPresentOrElse(this::tell, () -> warnOfIgnored(configured));
    }

    private void tell(NewOrganization made) {
        LOG.infof(
                "made the first organisation, %s, with the key %s…",
                made.id(), made.key().prefix());
        firstKey.fire(new FirstKey(made.id(), made.key().key()));
    }

    /** A key that the operator believes to work and that does not would be found out late, at the first 401. */
    private void warnOfIgnored(Optional<String> configured) {
        configured.ifPresent(key -> accounts.authenticate(key)
                .subscribe()
                .with(
                        found -> {
                            if (found instanceof Authentication.Unknown) {
                                LOG.warn("DOCURIFT_BOOTSTRAP_API_KEY is not among the keys here and stays so: it counts"
                                        + " only on the first start");
                            }
                        },
                        failure -> LOG.debugf("the bootstrap key was not looked up: %s", failure)));
    }
}
