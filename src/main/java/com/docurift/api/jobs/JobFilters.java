package com.docurift.api.jobs;

import com.docurift.api.Choices;
import com.docurift.api.DateBounds;
import com.docurift.api.ListCursor;
import com.docurift.jobs.DocumentTypes;
import com.docurift.jobs.JobQuery;
import com.docurift.jobs.JobQuery.Position;
import com.docurift.jobs.JobQuery.Sort;
import com.docurift.jobs.JobStatus;
import com.docurift.jobs.JobView;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from a query which jobs a list shall hold, and where it goes on. */
final class JobFilters {
    private static final List<String> STATUSES =
            Arrays.stream(JobStatus.values()).map(JobStatus::wireName).toList();
    private static final List<String> SORTS = List.of("createdAt", "updatedAt");
    private static final String METADATA = "metadata.";

    private JobFilters() {}

    static JobQuery of(MultiMap query, String organizationId) {
        var dates = DateBounds.of(query.get("startDate"), query.get("endDate"));
        String batch = query.get("batchId");
        return new JobQuery(
                organizationId,
                Choices.of(query, "status", STATUSES, JobStatus::of),
                Choices.of(query, "documentType", DocumentTypes.NAMES, DocumentTypes::named),
                batch == null || batch.isEmpty() ? null : batch,
                metadata(query),
                dates.from(),
                dates.before(),
                Choices.among(query, "sortBy", SORTS).equals("updatedAt") ? Sort.UPDATED_AT : Sort.CREATED_AT,
                Choices.isAscending(query));
    }

    /** The place that a cursor of the same order names. */
    static @Nullable Position position(@Nullable ListCursor cursor, Sort sort) {
        if (cursor == null) {
            return null;
        }
        String key = cursor.key();
        if (sort == Sort.CREATED_AT ? !key.isEmpty() : !key.matches("[0-9]{1,12}")) {
            throw ListCursor.foreign();
        }
        return new Position(key.isEmpty() ? 0 : Long.parseLong(key), cursor.id());
    }

    /** The place directly behind a job. */
    static ListCursor cursor(JobView job, Sort sort, long total) {
        String key = sort == Sort.CREATED_AT
                ? ""
                : Long.toString(Instant.parse(job.updatedAt()).getEpochSecond());
        return new ListCursor(total, key, job.id());
    }

    private static Map<String, String> metadata(MultiMap query) {
        var wanted = new LinkedHashMap<String, String>();
        for (Map.Entry<String, String> one : query) {
            if (one.getKey().startsWith(METADATA)) {
                wanted.putIfAbsent(one.getKey().substring(METADATA.length()), one.getValue());
            }
        }
        return wanted;
    }
}
