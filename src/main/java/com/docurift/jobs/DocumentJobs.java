package com.docurift.jobs;

import com.docurift.documents.Documents;
import com.docurift.jobs.persistence.EndStatements;
import com.docurift.jobs.persistence.EndStatements.Ended;
import com.docurift.jobs.persistence.EndStatements.Tombstone;
import com.docurift.jobs.persistence.JobRepository;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Documents as their jobs show them, and their end together with all that was read from them. */
@ApplicationScoped
public class DocumentJobs {
    private static final Logger LOG = Logger.getLogger(DocumentJobs.class);

    /** One page of documents; {@code total} is counted to 10,001 at most. */
    public record Page(List<DocumentView> documents, long total) {}

    private record Deleted(Instant at, List<Ended> ended, List<Tombstone> jobs) {}

    private final Pool pool;
    private final Documents documents;
    private final JobRepository repository;
    private final EndStatements statements;
    private final EarlyEnds ends;
    private final JobResultStore results;
    private final JobViews views;
    private final Clock clock;

    @Inject
    public DocumentJobs(
            Pool pool,
            Documents documents,
            JobRepository repository,
            EndStatements statements,
            EarlyEnds ends,
            JobResultStore results,
            JobViews views,
            Clock clock) {
        this.pool = pool;
        this.documents = documents;
        this.repository = repository;
        this.statements = statements;
        this.ends = ends;
        this.results = results;
        this.views = views;
        this.clock = clock;
    }

    /**
     * Part of an organisation's documents without results.
     *
     * @param after the place behind which it begins, from a cursor; absent to skip {@code offset} documents instead
     * @param limit documents at most
     * @param known how many documents the list holds, when an earlier page has said so
     */
    public Uni<Page> list(
            DocumentQuery query, DocumentQuery.@Nullable Position after, long offset, int limit, @Nullable Long known) {
        return repository
                .documents(living(query), after, offset, limit, known)
                .map(found -> new Page(
                        found.jobs().stream()
                                .map(job -> views.document(job, null))
                                .toList(),
                        found.total()));
    }

    /** A document of an organisation with its result, or null when there is none, or it was deleted or has expired. */
    public Uni<@Nullable DocumentView> find(String organizationId, String documentId) {
        return repository.ofDocument(organizationId, documentId).chain(found -> {
            if (found == null || views.isExpired(found.job(), clock.instant())) {
                return Uni.createFrom().nullItem();
            }
            var result = found.result();
            return result == null
                    ? Uni.createFrom().item(views.document(found.job(), null))
                    : results.content(result.jobId, found.job().attempts, result.content)
                            .map(content -> views.document(found.job(), content));
        });
    }

    /**
     * Deletes a document with all that was read from it, for good; what runs over it is cancelled first. Its jobs stay, without content.
     *
     * @return when it was deleted; empty when there is no such document in the organisation any more
     */
    public Uni<Optional<Instant>> delete(String organizationId, String documentId) {
        var at = clock.instant();
        var deleted = pool.withTransaction(transaction -> documents
                        .delete(transaction, organizationId, documentId, at.atOffset(ZoneOffset.UTC))
                        .chain(isThere -> isThere
                                ? bury(transaction, organizationId, documentId, at)
                                        .map(Optional::of)
                                : Uni.createFrom().item(Optional.<Deleted>empty())))
                .invoke(done -> done.ifPresent(one -> ends.committed(one.ended())))
                .call(done -> done.map(one -> removeFiles(documentId, one.jobs()))
                        .orElse(Uni.createFrom().voidItem()));
        // A client that hangs up must not stop it halfway.
        return UniHelper.toUni(UniHelper.toFuture(deleted)).map(done -> done.map(Deleted::at));
    }

    private Uni<Deleted> bury(SqlConnection transaction, String organizationId, String documentId, Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        return statements
                .endOfDocument(transaction, organizationId, documentId, JobError.CANCELLED, time)
                .call(ended -> ends.announce(transaction, ended))
                .chain(ended -> statements
                        .bury(transaction, organizationId, documentId, time)
                        .call(jobs -> statements.deleteResults(transaction, jobs))
                        .map(jobs -> new Deleted(at, ended, jobs)));
    }

    /** The rows are gone already, so whatever cannot be removed now is left over, and the sweep finds it. */
    private Uni<Void> removeFiles(String documentId, List<Tombstone> jobs) {
        var removals = jobs.stream()
                .flatMap(job ->
                        IntStream.rangeClosed(1, job.attempts()).mapToObj(attempt -> results.remove(job.id(), attempt)))
                .toList();
        return documents
                .removeFile(documentId)
                .chain(() -> removals.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Uni.join().all(removals).andCollectFailures().replaceWithVoid())
                .onFailure()
                .invoke(left ->
                        LOG.warnf("files of the deleted document %s are left to the sweep: %s", documentId, left))
                .onFailure()
                .recoverWithNull();
    }

    /** Without what has reached the end of its time. */
    private DocumentQuery living(DocumentQuery query) {
        Instant oldest = documents.oldest();
        var from = query.from();
        return new DocumentQuery(
                query.organizationId(),
                query.status(),
                query.documentType(),
                from == null || from.isBefore(oldest) ? oldest : from,
                query.before(),
                query.search(),
                query.sort(),
                query.ascending());
    }
}
