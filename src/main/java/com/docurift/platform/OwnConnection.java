package com.docurift.platform;

import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How a connection to PostgreSQL is opened that is kept for one purpose, such as locks or notifications, beside the pool. */
@ApplicationScoped
public class OwnConnection {
    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Map<String, String> settings;

    /**
     * @param user absent when the URL or PostgreSQL itself knows better
     * @param password absent where none is asked for
     * @param settings of the session, as the pool's own connections have them
     */
    @Inject
    public OwnConnection(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password,
            @ConfigProperty(name = "quarkus.datasource.reactive.additional-properties") Map<String, String> settings) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.settings = settings;
    }

    /**
     * Fresh options, which the caller may add to.
     *
     * @param purpose shown in {@code pg_stat_activity} behind {@code docurift-}
     */
    public PgConnectOptions optionsFor(String purpose) {
        var options = PgConnectOptions.fromUri(url).setCachePreparedStatements(true);
        user.ifPresent(options::setUser);
        password.ifPresent(options::setPassword);
        settings.forEach(options::addProperty);
        options.addProperty("application_name", "docurift-" + purpose);
        return options;
    }
}
