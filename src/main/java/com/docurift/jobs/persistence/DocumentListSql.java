package com.docurift.jobs.persistence;

import com.docurift.jobs.DocumentQuery;
import com.docurift.jobs.DocumentQuery.Position;
import com.docurift.jobs.DocumentQuery.Sort;
import com.docurift.platform.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one list of documents. A document is listed by its newest job, whose row holds all that a list shows and filters by. By
 * creation the index of documents is walked; other orders read what the filters leave.
 */
final class DocumentListSql {
    private final DocumentQuery query;
    private final Map<String, Object> parameters = new HashMap<>();

    DocumentListSql(DocumentQuery query) {
        this.query = query;
    }

    /** What the statements name, by the names that they use. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The ids of the jobs of a page. */
    String page(@Nullable Position after, long offset, int limit) {
        String direction = query.ascending() ? " asc" : " desc";
        String key = key();
        return "select job.id " + rows() + behind(after, key) + " order by "
                + (key.isEmpty() ? "" : key + direction + ", ") + "job.document_id" + direction + " limit " + limit
                + " offset " + offset;
    }

    /** How many documents the list holds, counted up to a limit. */
    String count(int limit) {
        return "select count(*) from (select 1 " + rows() + " limit " + limit + ") counted";
    }

    private String rows() {
        var text = new StringBuilder("from job where job.organization_id = ")
                .append(parameter("organization", query.organizationId()))
                .append(" and not job.superseded and job.document_deleted_at is null");
        bound(text, " >= ", "from", query.from());
        bound(text, " < ", "before", query.before());
        if (query.status() != null) {
            text.append(" and job.status = ")
                    .append(parameter("status", query.status().wireName()));
        }
        if (query.documentType() != null) {
            text.append(" and job.document_type = ").append(parameter("type", query.documentType()));
        }
        if (query.search() != null) {
            text.append(" and (position(lower(")
                    .append(parameter("search", query.search()))
                    .append(") in lower(job.file_name)) > 0 or job.document_id = ")
                    .append(parameter("search", query.search()))
                    .append(")");
        }
        return text.toString();
    }

    private void bound(StringBuilder text, String comparison, String name, @Nullable Instant at) {
        if (at != null) {
            text.append(" and job.document_id").append(comparison).append(parameter(name, Ids.floor("doc", at)));
        }
    }

    private String key() {
        return switch (query.sort()) {
            case CREATED_AT -> "";
            case PROCESSED_AT -> "coalesce(cast(floor(extract(epoch from job.completed_at)) as bigint), -1)";
            case FILE_NAME -> "(job.file_name collate \"C\")";
            case CONFIDENCE -> "coalesce(job.confidence, -1)";
        };
    }

    private String behind(@Nullable Position after, String key) {
        if (after == null) {
            return "";
        }
        String comparison = query.ascending() ? " > " : " < ";
        String id = parameter("after", after.id());
        return query.sort() == Sort.CREATED_AT
                ? " and job.document_id" + comparison + id
                : " and (" + key + ", job.document_id)" + comparison + "(" + parameter("key", after.key()) + ", " + id
                        + ")";
    }

    private String parameter(String name, Object value) {
        parameters.put(name, value);
        return ":" + name;
    }
}
