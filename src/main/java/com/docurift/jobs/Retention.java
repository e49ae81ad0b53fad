package com.docurift.jobs;

import com.docurift.documents.Documents;
import com.docurift.documents.RetentionConfig;
import com.docurift.jobs.persistence.EndStatements;
import com.docurift.jobs.persistence.OldPartitions;
import com.docurift.platform.Ids;
import com.docurift.platform.Loops;
import com.docurift.platform.PlatformConfig;
import com.docurift.platform.Role;
import com.docurift.platform.Settings;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/**
 * Lets go of what has reached the end of its time. Documents and results cannot be had from that moment on, because every reader asks for
 * their age; their rows go with whole partitions, at most a week later, and their files with the next sweep. Jobs that still wait for an
 * expired document fail. Whenever it is cut off, the next round does the rest.
 */
@ApplicationScoped
public class Retention {
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int AT_ONCE = 500;

    private final RetentionConfig config;
    private final Documents documents;
    private final EarlyEnds ends;
    private final EndStatements statements;
    private final OldPartitions partitions;
    private final Clock clock;

    @Inject
    public Retention(
            RetentionConfig config,
            Documents documents,
            EarlyEnds ends,
            EndStatements statements,
            OldPartitions partitions,
            Clock clock) {
        this.config = config;
        this.documents = documents;
        this.ends = ends;
        this.statements = statements;
        this.partitions = partitions;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, PlatformConfig platform, Loops loops) {
        Settings.atLeast(Duration.ZERO, config.documents(), "DOCURIFT_RETENTION_DOCUMENTS");
        Settings.require(
                config.jobs().compareTo(config.documents()) >= 0,
                "DOCURIFT_RETENTION_JOBS must be at least as long as DOCURIFT_RETENTION_DOCUMENTS.");
        if (platform.roles().contains(Role.API)) {
            loops.start("retention", PERIOD, this::letGo);
        }
    }

    /** One round; answers whether more waiting jobs have expired than it took. */
    Uni<Boolean> letGo() {
        String oldest = Ids.floor("doc", documents.oldest());
        return ends.inTransaction(transaction ->
                        statements.endExpired(transaction, oldest, AT_ONCE, JobError.EXPIRED, ends.now()))
                .map(ended -> ended.size() == AT_ONCE)
                .call(() -> partitions.drop(documents.oldest(), clock.instant().minus(config.jobs())));
    }
}
