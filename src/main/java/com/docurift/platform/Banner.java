package com.docurift.platform;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a person at the terminal wants to know once the service is ready: where it is, and on the first start the key and a
 * command to try. Printed to standard output rather than logged, because a log must not hold a key.
 */
@ApplicationScoped
public class Banner {

    private static final Path SAMPLE = Path.of("src", "main", "resources", "sample", "invoice.pdf");

    private final Config config;
    private final Event<ServiceReady> ready;
    private volatile @Nullable FirstKey firstKey;

    Banner(Config config, Event<ServiceReady> ready) {
        this.config = config;
        this.ready = ready;
    }

    void remember(@Observes FirstKey made) {
        firstKey = made;
    }

    void print(@ObservesAsync HttpServerStart started) {
        if (LaunchMode.current() != LaunchMode.TEST) {
            // Quarkus has written the port that was really opened back into its configuration.
            int port =
                    config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
            String base = "http://localhost:" + port;
            System.out.println(text(base));
            ready.fire(new ServiceReady(base));
        }
    }

    String text(String base) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("DocuRift Jobs is ready at " + base);
        lines.add("  API and Swagger UI  " + base + "/q/swagger-ui");
        lines.add("  Health              " + base + "/q/health");
        lines.add("  Metrics             " + base + "/q/metrics");
        lines.add("  Kafka               " + setting("kafka.bootstrap.servers").orElse("not configured"));
        FirstKey made = firstKey;
        // The key is printed once and kept nowhere.
        firstKey = null;
        if (made != null) {
            lines.addAll(firstSteps(base, made));
        }
        if (loopbackIsOpen()) {
            lines.add("  Webhooks may go to loopback addresses (127.0.0.0/8, ::1) because the servers are embedded and"
                    + " no networks are set; set DOCURIFT_WEBHOOKS_ALLOWED_NETWORKS to change that.");
        }
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private List<String> firstSteps(String base, FirstKey made) {
        boolean given = setting("docurift.bootstrap-api-key").isPresent();
        List<String> lines = new ArrayList<>();
        lines.add("  Organisation        " + made.organizationId());
        lines.add("  API key             "
                + (given ? "the one in DOCURIFT_BOOTSTRAP_API_KEY" : made.apiKey() + "   (shown this once)"));
        lines.add("  Try                 curl -s -H \"X-API-Key: "
                + (given ? "$DOCURIFT_BOOTSTRAP_API_KEY" : made.apiKey()) + "\" -F file=@"
                + (Files.exists(SAMPLE) ? SAMPLE : "invoice.pdf") + " -F documentType=invoice " + base
                + "/v1/documents/process/async");
        return lines;
    }

    private boolean loopbackIsOpen() {
        return setting(DocuRift.RUNNING).isPresent()
                && setting("docurift.webhooks.allowed-networks").isEmpty();
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }
}
