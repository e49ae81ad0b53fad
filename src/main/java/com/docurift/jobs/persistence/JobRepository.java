package com.docurift.jobs.persistence;

import com.docurift.jobs.JobStatus;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
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

    /** One page of an organisation's jobs, newest first, numbered from 0. */
    public Uni<List<JobEntity>> page(String organizationId, @Nullable JobStatus status, int page, int limit) {
        return query(organizationId, status).page(page, limit).list();
    }

    /** How many jobs an organisation has, counted up to {@link #COUNTED} + 1. */
    public Uni<Long> count(String organizationId, @Nullable JobStatus status) {
        String filter = status == null ? "" : " and status = :status";
        return getSession()
                .chain(session -> {
                    var query = session.createNativeQuery(
                            "select count(*) from (select 1 from job where organization_id = :organization" + filter + " limit "
                                    + (COUNTED + 1) + ") counted",
                            Long.class);
                    query.setParameter("organization", organizationId);
                    if (status != null) {
                        query.setParameter("status", status.wireName());
                    }
                    return query.getSingleResult();
                });
    }

    private PanacheQuery<JobEntity> query(String organizationId, @Nullable JobStatus status) {
        var newestFirst = Sort.descending("id");
        return status == null
                ? find("organizationId = :organization", newestFirst, Map.of("organization", organizationId))
                : find(
                        "organizationId = :organization and status = :status",
                        newestFirst,
                        Map.of("organization", organizationId, "status", status.wireName()));
    }

    private Uni<ResultEntity> resultOf(String jobId) {
        return getSession().chain(session -> session.find(ResultEntity.class, jobId));
    }
}
