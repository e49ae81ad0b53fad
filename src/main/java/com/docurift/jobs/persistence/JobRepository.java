package com.docurift.jobs.persistence;

import com.docurift.jobs.JobStatus;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads jobs and results. */
@ApplicationScoped
@WithSession
public class JobRepository implements PanacheRepositoryBase<JobEntity, String> {
    /** Totals above this are not counted to the end. */
    public static final int COUNTED = 10_000;

    /** A job of an organisation with its result, if it has one and it is wanted. */
    public record Found(JobEntity job, @Nullable ResultEntity result) {}

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

    /** Jobs of a list, newest first: those older than {@code after}, or, without it, those behind the first {@code offset}. */
    public Uni<List<JobEntity>> page(JobFilter filter, @Nullable String after, long offset, int limit) {
        var parameters = filter.parameters();
        String condition = filter.condition();
        if (after != null) {
            parameters.put("after", after);
            condition += " and id < :after";
        }
        var newestFirst = find(condition, Sort.descending("id"), parameters);
        return newestFirst.range((int) offset, (int) offset + limit - 1).list();
    }

    /** How many jobs a list holds, counted up to {@link #COUNTED} + 1. */
    public Uni<Long> count(JobFilter filter) {
        return getSession().chain(session -> {
            var query = session.createNativeQuery(
                    "select count(*) from (select 1 from job where " + filter.sqlCondition() + " limit " + (COUNTED + 1)
                            + ") counted",
                    Long.class);
            filter.parameters().forEach(query::setParameter);
            return query.getSingleResult();
        });
    }

    private Uni<ResultEntity> resultOf(String jobId) {
        return getSession().chain(session -> session.find(ResultEntity.class, jobId));
    }
}
