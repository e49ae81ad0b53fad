package com.docurift.jobs;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.docurift.jobs.persistence.NewJob;
import com.docurift.jobs.persistence.SubmitStatement;
import com.docurift.platform.GroupCommit;
import com.docurift.platform.Settings;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Writes submissions, as long as their organisation has room for another waiting job. How many wait is not counted at each one: a row
 * for each organisation says how many there are at most. A submission that this leaves no room for goes a second way, where the
 * waiting jobs are counted; meanwhile those of other organisations go on.
 */
@ApplicationScoped
class Admission {
    private static final int LARGEST_BATCH = 256;
    private static final int WAITING = 10_000;

    private enum Outcome {
        WRITTEN,
        FULL,
        /** There was room, but the first way took it meanwhile. */
        OVERTAKEN
    }

    private final SubmitStatement statement;
    private final int mostWaiting;
    private final GroupCommit<NewJob, Boolean> submissions;
    private final GroupCommit<NewJob, Outcome> counted;

    @Inject
    Admission(SubmitStatement statement, QueueConfig config) {
        this.statement = statement;
        this.mostWaiting = config.maxPending();
        this.submissions =
                new GroupCommit<>("submissions", LARGEST_BATCH, WAITING, jobs -> statement.insert(jobs, mostWaiting));
        this.counted = new GroupCommit<>("submissions", LARGEST_BATCH, WAITING, this::writeWhatFits);
    }

    void check(@Observes StartupEvent event) {
        Settings.atLeast(1, mostWaiting, "DOCURIFT_LIMITS_MAX_PENDING");
    }

    /** Writes a job durably, or fails with {@link QueueFull}. */
    Uni<Void> write(NewJob job) {
        return submissions
                .submit(job)
                .chain(written -> written ? Uni.createFrom().voidItem() : writeAfterCount(job));
    }

    /** Fails with {@link QueueFull} when no other job may wait; until the end of the transaction the room stays. */
    Uni<Void> demandRoom(SqlClient transaction, String organizationId) {
        return statement
                .room(transaction, organizationId, mostWaiting)
                .chain(room -> room > 0
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().failure(new QueueFull()));
    }

    private Uni<Void> writeAfterCount(NewJob job) {
        return counted.submit(job).chain(outcome -> switch (outcome) {
            case WRITTEN -> Uni.createFrom().voidItem();
            case FULL -> Uni.createFrom().failure(new QueueFull());
            case OVERTAKEN -> writeAfterCount(job);
        });
    }

    /** Counts what waits and writes what fits, the first first: all of it in one statement, because a batch must not fail by half. */
    private Uni<List<Outcome>> writeWhatFits(List<NewJob> jobs) {
        return rooms(jobs).chain(rooms -> {
            var fitting = jobs.stream()
                    .filter(job -> rooms.merge(organization(job), -1, Integer::sum) >= 0)
                    .collect(toCollection(LinkedHashSet::new));
            return write(List.copyOf(fitting))
                    .map(written -> jobs.stream()
                            .map(job -> !fitting.contains(job)
                                    ? Outcome.FULL
                                    : written.contains(job) ? Outcome.WRITTEN : Outcome.OVERTAKEN)
                            .toList());
        });
    }

    /** How many more jobs of each organisation may wait. */
    private Uni<Map<String, Integer>> rooms(List<NewJob> jobs) {
        return Multi.createFrom()
                .items(jobs.stream().map(Admission::organization).distinct())
                .onItem()
                .transformToUniAndConcatenate(
                        id -> statement.room(id, mostWaiting).map(room -> Map.entry(id, room)))
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Uni<Set<NewJob>> write(List<NewJob> jobs) {
        return jobs.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : statement
                        .insert(jobs, mostWaiting)
                        .map(written -> IntStream.range(0, jobs.size())
                                .filter(written::get)
                                .mapToObj(jobs::get)
                                .collect(toSet()));
    }

    private static String organization(NewJob job) {
        return job.facts().organizationId();
    }
}
