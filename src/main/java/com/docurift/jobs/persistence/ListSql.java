package com.docurift.jobs.persistence;

import com.docurift.jobs.DocumentTypes;
import com.docurift.jobs.JobQuery;
import com.docurift.jobs.JobQuery.Position;
import com.docurift.jobs.JobQuery.Sort;
import com.docurift.jobs.JobStatus;
import com.docurift.jobs.MetadataHashes;
import com.docurift.platform.Ids;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one list of jobs. Each begins where the rows are fewest and already in order: with the few jobs of a batch or of a rare
 * value of the metadata, with the jobs of a frequent value, or with the streams that the indexes hold, one for each status and document
 * type, of which it merges those that the filters leave. The time of creation is in the id, so a filter by it bounds the ids.
 */
final class ListSql {
    /** Up to so many jobs of a value count as few: they are all read, and sorted. */
    static final int FEW = 2_000;

    /** Up to so many the jobs of two filters are compared before they are counted. */
    static final int COMPARED = 100_000;

    private static final String SECOND_OF_UPDATE = "date_trunc('second', job.updated_at at time zone 'UTC')";
    private static final String SECOND_OF_END = "date_trunc('second', job.completed_at at time zone 'UTC')";

    /** Where a statement begins. */
    enum Start {
        FEW_JOBS,
        METADATA,
        STREAMS
    }

    private final JobQuery query;
    private final Map<String, Object> parameters = new HashMap<>();
    private final List<Long> hashes;

    ListSql(JobQuery query) {
        this.query = query;
        this.hashes = query.metadata().entrySet().stream()
                .map(entry -> MetadataHashes.of(query.organizationId(), entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What the statements name, by the names that they use. */
    Map<String, Object> parameters() {
        return parameters;
    }

    /** The ids of the jobs of a page. */
    String page(Start start, @Nullable Position after, long offset, int limit) {
        String part = " order by " + order("job", SECOND_OF_UPDATE) + " limit " + limit + " offset " + offset;
        if (start == Start.STREAMS && isMerged()) {
            return "select id from (" + merged(after, offset + limit) + ") every order by " + order("every", "second")
                    + " limit " + limit + " offset " + offset;
        }
        // The planner does not carry a comparison over from one side of the join to the other.
        String ofFirst = start == Start.METADATA && after != null
                ? " and first.job_id" + comparison() + parameter("after", after.id())
                : "";
        return "select job.id " + from(start) + ofFirst + " and " + conditions(start) + behind(after, SECOND_OF_UPDATE)
                + part;
    }

    /** How many jobs the list holds, counted up to a limit. */
    String count(Start start, int limit) {
        if (start != Start.STREAMS && isMetadataAlone()) {
            return countOfMetadata(limit);
        }
        String rows = start == Start.STREAMS && isMerged()
                ? merged(null, limit)
                : "select 1 " + from(start) + " and " + conditions(start);
        return "select count(*) from (select 1 from (" + rows + ") every limit " + limit + ") counted";
    }

    /** How many jobs have the first of the values that are asked for, counted up to a limit. */
    String countOfMetadata(int limit) {
        return "select count(*) from (select 1 from job_metadata job where hash = " + hash(0) + ids("job.job_id")
                + " limit " + limit + ") counted";
    }

    /** Whether one value of the metadata decides alone, beside the time: then its own rows are counted. */
    private boolean isMetadataAlone() {
        return hashes.size() == 1 && query.batchId() == null && query.status() == null && query.documentType() == null;
    }

    private String from(Start start) {
        return switch (start) {
            case FEW_JOBS ->
                "from (select id from (" + few() + ") every offset 0) chosen join job on job.id = chosen.id where true";
            case METADATA ->
                "from job_metadata first join job on job.id = first.job_id where first.hash = " + hash(0)
                        + ids("first.job_id");
            case STREAMS -> "from job where true";
        };
    }

    private String few() {
        return query.batchId() != null
                ? "select job.id from job where batch_id = " + parameter("batch", query.batchId())
                : "select job_id as id from job_metadata job where hash = " + hash(0) + ids("job.job_id");
    }

    /** Whether more than one stream of an index is read. */
    private boolean isMerged() {
        return query.sort() == Sort.UPDATED_AT || (query.status() == null) != (query.documentType() == null);
    }

    private String merged(@Nullable Position after, long limit) {
        if (query.sort() == Sort.CREATED_AT) {
            return streams(statuses(), "job.created_at", behind(after, ""), order("job", ""), "", limit);
        }
        var parts = new ArrayList<String>();
        var statuses = statuses();
        if (statuses.contains(JobStatus.PENDING)) {
            // Updated when they were created, so that the order of ids is theirs.
            String order = "job.id " + direction();
            parts.add(streams(List.of(JobStatus.PENDING), SECOND_OF_UPDATE, pendingBehind(after), order, "", limit));
        }
        if (statuses.contains(JobStatus.PROCESSING)) {
            parts.add("(select job.id, " + SECOND_OF_UPDATE + " as second from job where " + conditions(Start.STREAMS)
                    + " and job.status = 'processing'" + behind(after, SECOND_OF_UPDATE) + ")");
        }
        var ended = statuses.stream().filter(JobStatus::isTerminal).toList();
        if (!ended.isEmpty()) {
            String order = order("job", SECOND_OF_END);
            String isEnded = " and job.completed_at is not null";
            parts.add(streams(ended, SECOND_OF_END, behind(after, SECOND_OF_END), order, isEnded, limit));
        }
        return String.join(" union all ", parts);
    }

    /** The first rows of each stream of some statuses. */
    private String streams(
            List<JobStatus> statuses, String second, String behind, String order, String more, long limit) {
        String kinds = statuses.stream()
                .flatMap(status -> types().map(type -> "('" + status.wireName() + "','" + type + "')"))
                .collect(Collectors.joining(","));
        return "(select id, second from (values " + kinds + ") kind (status, type) cross join lateral (select job.id, "
                + second + " as second from job where job.organization_id = "
                + parameter("organization", query.organizationId())
                + " and job.status = kind.status collate \"C\" and job.document_type = kind.type" + ids("job.id")
                + metadata(0) + batch() + more + behind + " order by " + order + " limit " + limit + ") stream)";
    }

    private String conditions(Start start) {
        var text = new StringBuilder("job.organization_id = " + parameter("organization", query.organizationId()));
        if (query.status() != null) {
            text.append(" and job.status = ")
                    .append(parameter("status", query.status().wireName()));
        }
        if (query.documentType() != null) {
            text.append(" and job.document_type = ").append(parameter("type", query.documentType()));
        }
        // The value that the statement begins with need not be looked up again.
        boolean begun = start != Start.STREAMS && query.batchId() == null;
        return text + batch() + ids("job.id") + metadata(begun ? 1 : 0);
    }

    private String batch() {
        return query.batchId() == null ? "" : " and job.batch_id = " + parameter("batch", query.batchId());
    }

    private String metadata(int from) {
        var text = new StringBuilder();
        for (int i = from; i < hashes.size(); i++) {
            text.append(" and exists (select 1 from job_metadata where hash = ")
                    .append(hash(i))
                    .append(" and job_id = job.id)");
        }
        return text.toString();
    }

    private String ids(String column) {
        return bound(column, " >= ", "from", query.from()) + bound(column, " < ", "before", query.before());
    }

    private String bound(String column, String comparison, String name, @Nullable Instant at) {
        return at == null ? "" : " and " + column + comparison + parameter(name, Ids.floor("job", at));
    }

    private String behind(@Nullable Position after, String second) {
        if (after == null) {
            return "";
        }
        String id = parameter("after", after.id());
        return query.sort() == Sort.CREATED_AT
                ? " and job.id" + comparison() + id
                : " and (" + second + ", job.id)" + comparison() + "(" + parameter("second", time(after.second()))
                        + ", " + id + ")";
    }

    /** The same for waiting jobs in terms of ids: the second of their update is the second of their id. */
    private String pendingBehind(@Nullable Position after) {
        if (after == null) {
            return "";
        }
        String floor = Ids.floor("job", Instant.ofEpochSecond(after.second()));
        boolean inItsSecond = after.id().compareTo(floor) >= 0;
        return query.ascending() && !inItsSecond
                ? " and job.id >= " + parameter("edge", floor)
                : " and job.id" + comparison() + parameter("edge", inItsSecond ? after.id() : floor);
    }

    private List<JobStatus> statuses() {
        return query.status() == null ? Arrays.asList(JobStatus.values()) : List.of(query.status());
    }

    private Stream<String> types() {
        return query.documentType() == null ? DocumentTypes.NAMES.stream() : Stream.of(query.documentType());
    }

    private String order(String table, String second) {
        return (query.sort() == Sort.UPDATED_AT ? second + " " + direction() + ", " : "") + table + ".id "
                + direction();
    }

    private String direction() {
        return query.ascending() ? "asc" : "desc";
    }

    private String comparison() {
        return query.ascending() ? " > " : " < ";
    }

    private String hash(int index) {
        return parameter("hash" + index, hashes.get(index));
    }

    private String parameter(String name, Object value) {
        parameters.put(name, value);
        return ":" + name;
    }

    private static LocalDateTime time(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }
}
