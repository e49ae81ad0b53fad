package com.docurift.jobs.persistence;

import com.docurift.jobs.DocumentQuery;
import com.docurift.jobs.JobQuery;
import com.docurift.jobs.JobQuery.Position;
import com.docurift.jobs.JobStatus;
import com.docurift.jobs.persistence.ListSql.Start;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads jobs and results. */
@ApplicationScoped
@WithSession
public class JobRepository implements PanacheRepositoryBase<JobEntity, String> {
    /** Totals above this are not counted to the end. */
    public static final int COUNTED = 10_000;

    /** A job of an organisation with its result, if it has one and it is wanted. */
    public record Found(JobEntity job, @Nullable ResultEntity result) {}

    /** Jobs of a page and how many the list holds, counted up to {@link #COUNTED} + 1. */
    public record Listed(List<JobEntity> jobs, long total) {}

    /** The job with that id, or null when there is none or it belongs to another organisation. */
    public Uni<@Nullable Found> find(String organizationId, String id, boolean withResult) {
        return findById(id).chain(job -> {
            if (job == null || !job.organizationId.equals(organizationId)) {
                return Uni.createFrom().nullItem();
            }
            return withResult && job.status.equals(JobStatus.COMPLETED.wireName())
                    ? resultOf(id).map(result -> new Found(job, result))
                    : Uni.createFrom().item(new Found(job, null));
        });
    }

    /**
     * Jobs of a list and how many it holds.
     *
     * @param after the place behind which the page begins; absent to skip {@code offset} jobs instead
     * @param known how many there are, when that was counted before
     */
    public Uni<Listed> list(JobQuery query, @Nullable Position after, long offset, int limit, @Nullable Long known) {
        return start(query, known == null)
                .chain(start -> page(query, start, after, offset, limit)
                        .chain(jobs -> known != null
                                ? Uni.createFrom().item(new Listed(jobs, known))
                                : count(query, start, COUNTED + 1).map(total -> new Listed(jobs, total))));
    }

    /** The newest jobs of the documents of a list, and how many documents it holds. */
    public Uni<Listed> documents(
            DocumentQuery query, DocumentQuery.@Nullable Position after, long offset, int limit, @Nullable Long known) {
        var list = new DocumentListSql(query);
        return rows(list.page(after, offset, limit), list.parameters()).chain(jobs -> {
            if (known != null) {
                return Uni.createFrom().item(new Listed(jobs, known));
            }
            var counted = new DocumentListSql(query);
            return number(counted.count(COUNTED + 1), counted.parameters()).map(total -> new Listed(jobs, total));
        });
    }

    /** The newest job of a document of an organisation with its result; nothing when there is none, or the document was deleted. */
    public Uni<@Nullable Found> ofDocument(String organizationId, String documentId) {
        return find(
                        "organizationId = ?1 and documentId = ?2 and not superseded and documentDeletedAt is null order by id desc",
                        organizationId,
                        documentId)
                .firstResult()
                .chain(job -> job == null
                        ? Uni.createFrom().nullItem()
                        : resultOf(job.id).map(result -> new Found(job, result)));
    }

    private Uni<List<JobEntity>> page(JobQuery query, Start start, @Nullable Position after, long offset, int limit) {
        var list = new ListSql(query);
        return rows(list.page(start, after, offset, limit), list.parameters());
    }

    private Uni<List<JobEntity>> rows(String sql, Map<String, Object> parameters) {
        return getSession().chain(session -> {
            var page = session.createNativeQuery(sql, String.class);
            parameters.forEach(page::setParameter);
            return page.getResultList().chain(this::inOrder);
        });
    }

    private Uni<List<JobEntity>> inOrder(List<String> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return list("id in ?1", ids).map(jobs -> {
            var byId = jobs.stream().collect(Collectors.toMap(job -> job.id, Function.identity()));
            return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
        });
    }

    private Uni<Long> count(JobQuery query, Start start, int limit) {
        var list = new ListSql(query);
        return number(list.count(start, limit), list.parameters());
    }

    private Uni<Start> start(JobQuery query, boolean counts) {
        if (query.batchId() != null) {
            return Uni.createFrom().item(Start.FEW_JOBS);
        }
        if (query.metadata().isEmpty()) {
            return Uni.createFrom().item(Start.STREAMS);
        }
        var list = new ListSql(query);
        return number(list.countOfMetadata(ListSql.FEW + 1), list.parameters())
                .chain(found -> found <= ListSql.FEW
                        ? Uni.createFrom().item(Start.FEW_JOBS)
                        : startAmongMany(query, list, counts));
    }

    /**
     * A frequent value of the metadata: with it, or with what the other filters leave when that is less. A page fills soon either way; a count
     * may read the whole of what it begins with.
     */
    private Uni<Start> startAmongMany(JobQuery query, ListSql list, boolean counts) {
        if (query.sort() == JobQuery.Sort.UPDATED_AT) {
            return Uni.createFrom().item(Start.STREAMS);
        }
        if (query.status() == null && query.documentType() == null) {
            return Uni.createFrom().item(Start.METADATA);
        }
        int most = (counts ? ListSql.COMPARED : ListSql.FEW) + 1;
        return count(query.withoutMetadata(), Start.STREAMS, most)
                .chain(left -> left <= ListSql.FEW || !counts
                        ? Uni.createFrom().item(left <= ListSql.FEW ? Start.STREAMS : Start.METADATA)
                        : number(list.countOfMetadata(most), list.parameters())
                                .map(found -> left < found ? Start.STREAMS : Start.METADATA));
    }

    private Uni<Long> number(String sql, Map<String, Object> parameters) {
        return getSession().chain(session -> {
            var query = session.createNativeQuery(sql, Long.class);
            parameters.forEach(query::setParameter);
            return query.getSingleResult();
        });
    }

    private Uni<ResultEntity> resultOf(String jobId) {
        return getSession().chain(session -> session.find(ResultEntity.class, jobId));
    }
}
