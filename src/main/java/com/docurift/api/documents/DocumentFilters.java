package com.docurift.api.documents;

import com.docurift.api.Choices;
import com.docurift.api.DateBounds;
import com.docurift.api.ListCursor;
import com.docurift.jobs.DocumentQuery;
import com.docurift.jobs.DocumentQuery.Position;
import com.docurift.jobs.DocumentQuery.Sort;
import com.docurift.jobs.DocumentTypes;
import com.docurift.jobs.DocumentView;
import com.docurift.jobs.JobStatus;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from a query which documents a list shall hold, and where it goes on. */
final class DocumentFilters {
    private static final String QUEUED = "queued";
    private static final List<String> STATUSES = List.of(QUEUED, "pending", "processing", "completed", "failed");
    private static final List<String> SORTS =
            Arrays.stream(Sort.values()).map(Sort::wireName).toList();

    private DocumentFilters() {}

    static DocumentQuery of(MultiMap query, String organizationId) {
        var dates = DateBounds.of(query.get("startDate"), query.get("endDate"));
        String search = query.get("search");
        return new DocumentQuery(
                organizationId,
                Choices.of(query, "status", STATUSES, DocumentFilters::status),
                Choices.of(query, "documentType", DocumentTypes.NAMES, DocumentTypes::named),
                dates.from(),
                dates.before(),
                search == null || search.isEmpty() ? null : search,
                sort(Choices.among(query, "sortBy", SORTS)),
                Choices.isAscending(query));
    }

    /** The place that a cursor of the same order names. */
    static @Nullable Position position(@Nullable ListCursor cursor, Sort sort) {
        return cursor == null ? null : new Position(key(cursor.key(), sort), cursor.id());
    }

    /** The place directly behind a document. */
    static ListCursor cursor(DocumentView document, Sort sort, long total) {
        String key = switch (sort) {
            case CREATED_AT -> "";
            case PROCESSED_AT ->
                document.processedAt() == null
                        ? "-1"
                        : Long.toString(Instant.parse(document.processedAt()).getEpochSecond());
            case FILE_NAME -> document.fileName();
            case CONFIDENCE -> document.confidence() == null ? "-1.0" : Double.toString(document.confidence());
        };
        return new ListCursor(total, key, document.id());
    }

    private static Object key(String text, Sort sort) {
        try {
            return switch (sort) {
                case CREATED_AT, FILE_NAME -> text;
                case PROCESSED_AT -> Long.valueOf(text);
                case CONFIDENCE -> Double.valueOf(text);
            };
        } catch (NumberFormatException ofAnotherOrder) {
            throw ListCursor.foreign();
        }
    }

    private static Sort sort(String name) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.wireName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<JobStatus> status(String name) {
        return JobStatus.of(name.equals(QUEUED) ? JobStatus.PENDING.wireName() : name);
    }
}
