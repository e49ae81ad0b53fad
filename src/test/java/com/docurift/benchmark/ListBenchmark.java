package com.docurift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.jobs.MetadataHashes;
import com.docurift.journey.Service;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the list of jobs takes, over HTTP, for each filter, each pair of filters and each order, in an organisation with many jobs of
 * ninety days. Arguments: {@code rows=N} (1,000,000), {@code pages=N} (40) read of each list;
 * system property {@code lists}: only lists whose query holds this text. Prints rows of a Markdown table: the first
 * page with its total, and the pages by cursor.
 */
public final class ListBenchmark {
    private static final int DAYS = 90;

    // Of 1,000: 950 completed, 45 failed, 4 pending; of a million: 16 in work. Thirteen types, the last rare. One job
    // in ten in a batch of 500. A customer in
    // four, a region in two hundred, an order each.
    private static final String FILL = """
            with numbered as (
                select n, now() - make_interval(secs => %1$d * 86400.0 * (%2$d - n) / %2$d) as at from generate_series(%3$d, %4$d) n
            ), made as (
                select n, at, substr(id_floor('job', at), 1, 14) || lpad(n::text, 16, '0') as id,
                    case when n %% 62500 = 0 then 'processing' when n %% 1000 < 950 then 'completed' when n %% 1000 < 995 then 'failed'
                        when n %% 1000 < 999 then 'pending' else 'completed' end as status,
                    case when n %% 5000 = 7 then 'proof_of_delivery' else (array['generic','invoice','receipt','contract','bill_of_lading',
                        'packing_list','customs_declaration','certificate_of_origin','delivery_order','freight_invoice','air_waybill',
                        'sea_waybill'])[1 + hashint8(n) %% 6 + 5] end as type
                from numbered
            )
            insert into job (id, organization_id, document_id, batch_id, status, progress, sequence, document_type, priority, language,
                extract_tables, ocr_fallback, metadata, file_name, file_size, mime_type, traceparent, created_at, updated_at, attempts,
                started_at, completed_at, lease_expires_at, error_code, error_message, error_retryable)
            select id, '%5$s', replace(id, 'job', 'doc'), case when n %% 10 = 0 then 'bat_' || n / 5000 end, status,
                case status when 'completed' then 100 else 0 end, 3, type, 0, 'en', true, true,
                '{"customer":"' || n %% 4 || '","region":"' || n %% 200 || '","order":"' || n || '"}', 'invoice-' || n || '.pdf', 2000,
                'application/pdf', '', at, case status when 'pending' then at else at + make_interval(secs => n %% 60) end,
                case status when 'pending' then 0 else 1 end, case when status <> 'pending' then at end,
                case when status in ('completed', 'failed') then at + make_interval(secs => n %% 60) end,
                case status when 'processing' then now() + interval '1 day' end, case status when 'failed' then 'CANCELLED' end,
                case status when 'failed' then 'x' end, case status when 'failed' then true end
            from made
            """;

    private final int rows;
    private final int pages;
    private final Service service = Service.onFreshData()
            .with("DOCURIFT_ROLES", "api")
            .with("DOCURIFT_LIMITS_REQUESTS_PER_SECOND", "0")
            .with("DOCURIFT_RETENTION_DOCUMENTS", "365D")
            .with("DOCURIFT_RETENTION_JOBS", "365D");
    private final HttpClient client = HttpClient.newHttpClient();

    private ListBenchmark(int rows, int pages) {
        this.rows = rows;
        this.pages = pages;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> wanted = new LinkedHashMap<>(Map.of("rows", 1_000_000, "pages", 40));
        Arrays.stream(arguments)
                .map(argument -> argument.split("="))
                .forEach(pair -> wanted.put(pair[0], Integer.valueOf(pair[1])));
        new ListBenchmark(wanted.getOrDefault("rows", 0), wanted.getOrDefault("pages", 0)).run();
    }

    private void run() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (service) {
            service.start();
            try (Meter meter = new Meter(service)) {
                fill(PgBuilder.pool()
                        .connectingTo(meter.connectOptions())
                        .with(new PoolOptions().setMaxSize(1))
                        .using(vertx)
                        .build());
            }
            System.out.println(
                    "| list | rows | first page p50 | p99 | by cursor p50 | p99 (ms) |\n| --- | --- | --- | --- | --- | --- |");
            for (String query : queries()) {
                if (query.contains(System.getProperty("lists", ""))) {
                    measure(query);
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void fill(Pool pool) {
        long begun = System.nanoTime();
        String organization = run(pool, "select id from organization limit 1");
        run(pool, "select create_partitions(now() - interval '" + (DAYS + 1) + " days', now())");
        for (int from = 1; from <= rows; from += 250_000) {
            int to = Math.min(rows, from + 249_999);
            run(pool, FILL.formatted(DAYS, rows, from, to, organization));
            metadata(pool, organization, from, to);
        }
        run(pool, "vacuum analyze job");
        run(pool, "vacuum analyze job_metadata");
        System.out.printf(
                "%,d jobs in %d s, job %s, job_metadata %s%n",
                rows, (System.nanoTime() - begun) / 1_000_000_000, size(pool, "job"), size(pool, "job_metadata"));
        System.out.println(run(
                pool,
                "select string_agg(name || ' ' || size, ', ') from (select parent.relname as name,"
                        + " pg_size_pretty(sum(pg_relation_size(child.oid))) as size from pg_index join pg_class parent on parent.oid = indexrelid"
                        + " join pg_inherits on inhparent = parent.oid join pg_class child on child.oid = inhrelid"
                        + " where indrelid = 'job'::regclass group by 1) sizes"));
    }

    /** The service's own numbers for its keys, made here because only Java makes them. */
    private void metadata(Pool pool, String organization, int from, int to) {
        run(
                pool,
                "create table if not exists known_hash (key text, value text, hash bigint, primary key (key, value))");
        StringBuilder values = new StringBuilder();
        for (Map.Entry<String, Integer> key :
                Map.of("customer", 4, "region", 200).entrySet()) {
            for (int value = 0; value < key.getValue(); value++) {
                values.append(values.isEmpty() ? "" : ",")
                        .append("('%s','%d',%d)"
                                .formatted(
                                        key.getKey(),
                                        value,
                                        MetadataHashes.of(organization, key.getKey(), "" + value)));
            }
        }
        run(pool, "insert into known_hash values " + values + " on conflict do nothing");
        String made = "select substr(file_name, 9, length(file_name) - 12)::bigint as n, id from job"
                + " where substr(file_name, 9, length(file_name) - 12)::bigint between " + from + " and " + to;
        run(
                pool,
                "insert into job_metadata select hash, id from (" + made
                        + ") made, lateral (values ('customer', (n % 4)::text),"
                        + " ('region', (n % 200)::text)) pair (k, v) join known_hash on key = k and value = v");
        run(pool, "insert into job_metadata select hashint8extended(n, 1), id from (" + made + ") made");
    }

    private List<String> queries() {
        List<String> filters = List.of(
                "status=completed",
                "status=failed",
                "status=pending",
                "documentType=invoice",
                "documentType=proof_of_delivery",
                "documentType=contract",
                "batchId=bat_" + rows / 10_000,
                "metadata.customer=1",
                "metadata.region=77",
                "startDate=" + day(60) + "&endDate=" + day(30));
        List<String> all = new ArrayList<>(List.of(""));
        all.addAll(filters);
        for (int i = 0; i < filters.size(); i++) {
            for (int j = i + 1; j < filters.size(); j++) {
                if (!name(filters.get(i)).equals(name(filters.get(j)))) {
                    all.add(filters.get(i) + "&" + filters.get(j));
                }
            }
        }
        all.add("metadata.customer=1&metadata.region=77");
        List<String> both = new ArrayList<>(all);
        all.forEach(query -> both.add(query + "&sortBy=updatedAt"));
        return both;
    }

    private static String name(String filter) {
        return filter.substring(0, filter.indexOf('='));
    }

    private static String day(int ago) {
        return java.time.LocalDate.now(java.time.ZoneOffset.UTC).minusDays(ago).toString();
    }

    private void measure(String query) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> further = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < Math.max(3, pages / 4); i++) {
            total = timed(query, null, first).getLong("total");
        }
        String cursor = null;
        for (int page = 0; page < pages; page++) {
            cursor = timed(query, cursor, cursor == null ? new ArrayList<>() : further)
                    .getString("nextCursor");
            if (cursor == null && further.isEmpty()) {
                break;
            }
        }
        System.out.printf(
                "| `%s` | %s | %s | %s | %s | %s |%n",
                query, total, at(first, 50), at(first, 99), at(further, 50), at(further, 99));
    }

    private JsonObject timed(String query, @Nullable String cursor, List<Double> times) throws Exception {
        String more = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.api().base() + "/v1/jobs?" + query + more))
                .header("X-API-Key", service.api().key())
                .build();
        long begun = System.nanoTime();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        times.add((System.nanoTime() - begun) / 1e6);
        JsonObject data = new JsonObject(body).getJsonObject("data");
        if (data == null) {
            throw new IllegalStateException(query + ": " + body);
        }
        return data.getJsonObject("pagination");
    }

    private static String at(List<Double> times, int percent) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.isEmpty()
                ? "–"
                : "%.1f".formatted(sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)));
    }

    private static String size(Pool pool, String table) {
        return run(
                pool,
                "select pg_size_pretty(sum(pg_total_relation_size(inhrelid))) from pg_inherits where inhparent = '"
                        + table + "'::regclass");
    }

    private static String run(Pool pool, String statement) {
        var rows = pool.query(statement)
                .execute()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return rows.size() == 0 ? "" : String.valueOf(rows.iterator().next().getValue(0));
    }
}
