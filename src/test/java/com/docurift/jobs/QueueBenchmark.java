package com.docurift.jobs;

import static com.docurift.jobs.SubmissionBuilder.aSubmission;
import static com.docurift.platform.embedded.OwnDatabase.await;

import com.docurift.jobs.persistence.JobStatements;
import com.docurift.jobs.persistence.NewJob;
import com.docurift.jobs.persistence.SubmitStatement;
import com.docurift.platform.Ids;
import com.docurift.platform.TraceParent;
import com.docurift.platform.embedded.OwnDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What claims and submissions cost when many jobs wait: {@code java -cp … com.docurift.jobs.QueueBenchmark 1000 1000000}, with the
 * numbers of waiting jobs as arguments. No test run calls it.
 */
final class QueueBenchmark {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Ids IDS = new Ids(CLOCK);
    private static final String FILL = """
            insert into job (id, organization_id, document_id, status, progress, sequence, document_type, priority, language, extract_tables,
                ocr_fallback, file_name, file_size, mime_type, traceparent, created_at, updated_at)
            select substr(id_floor('job', now() - interval '1 minute'), 1, 14) || lpad(number::text, 16, '0'),
                $1 || mod(number, $3), 'doc_x', 'pending', 0, 1, 'generic', case when mod(number, 10) = 0 then 1 else 0 end, 'en',
                true, true, 'invoice.pdf', 2000, 'application/pdf', '00-0-0-00', now(), now()
            from generate_series(1, $2) as number
            """;

    private final OwnDatabase database = new OwnDatabase();
    private final Pool pool = Pool.newInstance(PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(4))
            .connectingTo(PgConnectOptions.fromUri(database.url())
                    .setUser(database.user())
                    .setPassword(database.password())
                    .setCachePreparedStatements(true)
                    .setProperties(Map.of( // as the service
                            "enable_hashjoin",
                            "off",
                            "enable_mergejoin",
                            "off",
                            "enable_seqscan",
                            "off",
                            "jit",
                            "off")))
            .using(database.vertx)
            .build());
    private final JobStatements statements = new JobStatements();
    private final SubmitStatement submit = new SubmitStatement(pool);

    private QueueBenchmark() {}

    public static void main(String[] waiting) {
        Locale.setDefault(Locale.ROOT);
        var benchmark = new QueueBenchmark();
        benchmark.submissions("no jobs", 2_000);
        for (String number : waiting) {
            benchmark.backlog(Integer.parseInt(number), 1);
            benchmark.backlog(Integer.parseInt(number), 20);
        }
        System.exit(0);
    }

    private void backlog(int waiting, int organizations) {
        String title = "%,d jobs of %d organisations".formatted(waiting, organizations);
        database.query("truncate job, waiting_jobs");
        String organization = IDS.next("org");
        patiently(FILL, organization, waiting, organizations);
        patiently("analyze job");
        System.out.println("-- " + title + " wait");
        times(title + ", counting", 20, round -> {
            database.query("update waiting_jobs set counted_at = '-infinity'");
            await(submit.room(organization + "0", 100_000_000));
        });
        submissions(title, 500);
        int rounds = Math.min(waiting / 10, 2_000);
        claims(title + ", first claims of 1", rounds, 1);
        claims(title + ", later claims of 1", rounds, 1);
        if (waiting > 100_000) {
            claims(title + ", 20,000 jobs by 16", 1_250, 16);
            claims(title + ", claims of 1 after them", rounds, 1);
        }
    }

    private void claims(String title, int rounds, int slots) {
        var last = new String[] {""};
        times(title, rounds, round -> {
            var moved = claim(last[0], slots);
            if (moved.isEmpty()) { // the round of the organisations begins again
                moved = claim("", slots);
            }
            last[0] = moved.get(moved.size() - 1).job().facts().organizationId();
        });
    }

    private List<JobStatements.Moved> claim(String after, int slots) {
        return await(statements.claim(
                pool, after, slots, Duration.ofMinutes(10), CLOCK.instant().atOffset(ZoneOffset.UTC)));
    }

    private void submissions(String title, int rounds) {
        String organization = IDS.next("org");
        await(submit.room(organization, 100_000_000));
        times(
                title + ", batches of 32 submissions",
                rounds,
                round -> await(submit.insert(batch(organization, 32), 100_000_000)));
    }

    private static List<NewJob> batch(String organization, int size) {
        return IntStream.range(0, size).mapToObj(number -> job(organization)).toList();
    }

    private static NewJob job(String organization) {
        var submission = aSubmission()
                .ofOrganisation(organization)
                .withDocument(new byte[2_000])
                .build();
        var document = submission.document();
        var facts = new JobFacts(
                IDS.next("job"),
                document.id(),
                organization,
                null,
                document.fileName(),
                document.fileSize(),
                document.mimeType(),
                submission.documentType(),
                null,
                TraceParent.start());
        return new NewJob(
                facts, submission, IDS.next("evt"), "{}", CLOCK.instant().atOffset(ZoneOffset.UTC));
    }

    private interface Round {
        void run(int number);
    }

    private static void times(String title, int rounds, Round round) {
        long[] nanos = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            long began = System.nanoTime();
            round.run(i);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-70s median %.3f ms, p95 %.3f ms%n", title, nanos[rounds / 2] / 1e6, nanos[rounds * 95 / 100] / 1e6);
    }

    private void patiently(String sql, Object... parameters) {
        pool.preparedQuery(sql).execute(Tuple.from(parameters)).await().atMost(Duration.ofMinutes(3));
    }
}
