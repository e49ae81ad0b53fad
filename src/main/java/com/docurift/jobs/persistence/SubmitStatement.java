package com.docurift.jobs.persistence;

import com.docurift.jobs.MetadataHashes;
import com.docurift.jobs.Submission;
import com.docurift.platform.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes submissions: document, job, what it is found by, its own endpoint and the first event of each, all of a batch in one statement
 * and so in one transaction. It names tables of three other rooms because they must be written together or not at all. With the jobs it
 * raises {@code waiting_jobs}, by which no organisation gets more waiting jobs than it may have.
 */
@ApplicationScoped
public class SubmitStatement {
    private static final String INSERT = """
            with offered as (
                select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bytea[], $8::bytea[],
                        $9::text[], $10::smallint[], $11::text[], $12::boolean[], $13::boolean[], $14::text[], $15::text[], $16::text[],
                        $17::text[], $18::text[], $19::text[], $20::timestamptz[])
                    as t (job_id, organization_id, document_id, file_name, file_size, mime_type, sha256, content,
                        document_type, priority, language, extract_tables, ocr_fallback, metadata, webhook_url, webhook_secret,
                        event_id, data, traceparent, at)
            ), room as (
                update waiting_jobs set at_most = at_most + more.jobs
                from (select organization_id, count(*) as jobs from offered group by 1 order by 1) as more
                where waiting_jobs.organization_id = more.organization_id and at_most + more.jobs <= $21
                returning waiting_jobs.organization_id
            ), input as (
                select * from offered where organization_id = any(array(select organization_id from room))
            ), documents as (
                insert into document (id, organization_id, file_name, file_size, mime_type, sha256, content, created_at)
                select document_id, organization_id, file_name, file_size, mime_type, sha256, content, at from input
            ), jobs as (
                insert into job (id, organization_id, document_id, status, progress, sequence, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, created_at, updated_at)
                select job_id, organization_id, document_id, 'pending', 0, 1, document_type, priority, language,
                        extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, at, at from input
            ), endpoints as (
                insert into job_endpoint (job_id, organization_id, url, secret)
                select job_id, organization_id, webhook_url, webhook_secret from input where webhook_url is not null
            ), found_by as (
                insert into job_metadata (hash, job_id)
                select hash, job_id from unnest($22::bigint[], $23::text[], $24::text[]) as t (hash, job_id, organization_id)
                where organization_id = any(array(select organization_id from room))
            ), events as (
                insert into event (job_id, sequence, id, organization_id, type, data, traceparent, created_at)
                select job_id, 1, event_id, organization_id, 'document.processing.queued', data, traceparent, at from input
            ), pointers as (
                insert into outbox (job_id, sequence) select job_id, 1 from input
            )
            select organization_id from room
            """;
    private static final String ROOM = "select room_for_waiting_jobs($1, $2)";

    private final Pool pool;

    @Inject
    public SubmitStatement(Pool pool) {
        this.pool = pool;
    }

    /**
     * Writes the jobs of the organisations that have room for all of theirs, in one transaction; nothing of the others.
     *
     * @param mostWaiting how many jobs of one organisation may wait
     * @return for each job whether it was written
     */
    public Uni<List<Boolean>> insert(List<NewJob> jobs, int mostWaiting) {
        var columns = Columns.of(jobs)
                .text(job -> job.facts().jobId())
                .text(job -> job.facts().organizationId())
                .text(job -> job.facts().documentId())
                .text(job -> job.facts().fileName())
                .with(Long[]::new, job -> job.facts().fileSize())
                .text(job -> job.facts().mimeType())
                .with(
                        Buffer[]::new,
                        job -> Buffer.buffer(job.submission().document().sha256()))
                .with(Buffer[]::new, SubmitStatement::content)
                .text(job -> job.facts().documentType())
                .with(Short[]::new, job -> (short) (job.submission().highPriority() ? 1 : 0))
                .text(job -> job.submission().language())
                .with(Boolean[]::new, job -> job.submission().extractTables())
                .with(Boolean[]::new, job -> job.submission().ocrFallback())
                .text(job -> job.facts().metadata())
                .text(webhook(Submission.OwnWebhook::url))
                .text(webhook(Submission.OwnWebhook::secret))
                .text(NewJob::eventId)
                .text(NewJob::eventData)
                .text(job -> job.facts().traceparent())
                .with(OffsetDateTime[]::new, NewJob::at)
                .and(mostWaiting);
        var parameters = columns.tuple();
        metadata(jobs, parameters);
        return pool.preparedQuery(INSERT).execute(parameters).map(rows -> {
            Set<String> written = new HashSet<>();
            rows.forEach(row -> written.add(row.getString(0)));
            return jobs.stream()
                    .map(job -> written.contains(job.facts().organizationId()))
                    .toList();
        });
    }

    /** How many more jobs of an organisation may wait, counted anew if that was not done lately; 0 or less when there is no room. */
    public Uni<Integer> room(String organizationId, int mostWaiting) {
        return room(pool, organizationId, mostWaiting);
    }

    /** The same within a transaction, until whose end nobody else submits for the organisation. */
    public Uni<Integer> room(SqlClient transaction, String organizationId, int mostWaiting) {
        return transaction
                .preparedQuery(ROOM)
                .execute(Tuple.of(organizationId, mostWaiting))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** What jobs are found by: as many rows as their metadata have keys. */
    private static void metadata(List<NewJob> jobs, Tuple parameters) {
        var hashes = new ArrayList<Long>();
        var owners = new ArrayList<String>();
        var organizations = new ArrayList<String>();
        for (NewJob job : jobs) {
            for (Long hash :
                    MetadataHashes.of(job.facts().organizationId(), job.facts().metadata())) {
                hashes.add(hash);
                owners.add(job.facts().jobId());
                organizations.add(job.facts().organizationId());
            }
        }
        parameters
                .addValue(hashes.toArray(Long[]::new))
                .addValue(owners.toArray(String[]::new))
                .addValue(organizations.toArray(String[]::new));
    }

    private static @Nullable Buffer content(NewJob job) {
        byte[] content = job.submission().document().content();
        return content == null ? null : Buffer.buffer(content);
    }

    private static Function<NewJob, @Nullable String> webhook(Function<Submission.OwnWebhook, String> value) {
        return job -> {
            var webhook = job.submission().webhook();
            return webhook == null ? null : value.apply(webhook);
        };
    }
}
