package com.docurift.benchmark;

import com.docurift.journey.Service;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Arguments: any of {@code submit}, {@code finish}, {@code latency} (none: all), and {@code seconds=N} per round. System property
 * {@code service.options}: options for the service's JVM, separated by spaces. Prints rows of a Markdown table.
 */
public final class ServiceBenchmark {

    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 32;
    private static final int OUTSTANDING = 64;
    private static final int JOBS_PER_SECOND = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Duration round;

    private ServiceBenchmark(Duration round) {
        this.round = round;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = new ArrayList<>(Arrays.asList(arguments));
        Duration round = Duration.ofSeconds(wanted.stream()
                .filter(argument -> argument.startsWith("seconds="))
                .map(argument -> Long.parseLong(argument.substring("seconds=".length())))
                .findFirst()
                .orElse(10L));
        wanted.removeIf(argument -> argument.contains("="));
        ServiceBenchmark benchmark = new ServiceBenchmark(round);
        try {
            benchmark.run(wanted.isEmpty() ? List.of("submit", "finish", "latency") : wanted);
        } finally {
            benchmark.vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void run(List<String> wanted) throws Exception {
        System.out.println(Figures.HEADER);
        if (wanted.contains("submit")) {
            submit();
        }
        if (wanted.contains("finish")) {
            finish();
        }
        if (wanted.contains("latency")) {
            latency();
        }
    }

    private void submit() throws Exception {
        try (Service service = service("api,relay").start();
                Load load = new Load(vertx, service, CONNECTIONS);
                Meter meter = new Meter(service)) {
            load.submitFor(round);
            for (int number = 1; number <= ROUNDS; number++) {
                long rowsBefore = meter.documents();
                long batchesBefore = meter.batches();
                Meter.Reading before = meter.read();
                long accepted = load.submitFor(round);
                Meter.Reading after = meter.read();
                int batch = (int) Math.max(
                        1, Math.round((double) (meter.documents() - rowsBefore) / (meter.batches() - batchesBefore)));
                double bare = new BareStatement(meter.connectOptions(), batch).rate(vertx, round.dividedBy(2));
                Figures.print("submit, " + CONNECTIONS + " connections", accepted, before, after, bare, batch);
            }
        }
    }

    private void finish() throws Exception {
        try (Service service = service("api,processor,dispatcher,relay").start();
                Load load = new Load(vertx, service, OUTSTANDING);
                Meter meter = new Meter(service)) {
            load.finishFor(round, OUTSTANDING);
            for (int number = 1; number <= ROUNDS; number++) {
                Meter.Reading before = meter.read();
                long finished = load.finishFor(round, OUTSTANDING);
                Meter.Reading after = meter.read();
                double bare = new BareStatement(meter.connectOptions(), 16).rate(vertx, round.dividedBy(2));
                Figures.print("submit to webhook, " + OUTSTANDING + " outstanding", finished, before, after, bare, 16);
            }
        }
    }

    private void latency() throws Exception {
        try (Service service = service("api,processor,dispatcher,relay").start();
                Load load = new Load(vertx, service, OUTSTANDING);
                Meter meter = new Meter(service)) {
            load.finishFor(round, 8);
            for (int number = 1; number <= ROUNDS; number++) {
                Meter.Reading before = meter.read();
                OpenLoop.Latencies seen = new OpenLoop(vertx, load, JOBS_PER_SECOND).run(round);
                Figures.print(JOBS_PER_SECOND + " jobs/s", seen.count(), before, meter.read(), 0, 0);
                System.out.println(seen.describe());
            }
        }
    }

    private static Service service(String roles) {
        Service service = Service.onFreshData()
                .with("DOCURIFT_ROLES", roles)
                .with("DOCURIFT_LIMITS_REQUESTS_PER_SECOND", "0")
                .with("DOCURIFT_LIMITS_MAX_PENDING", "100000000");
        String options = System.getProperty("service.options", "").strip();
        return options.isEmpty() ? service : service.withJavaOptions(options.split("\\s+"));
    }
}
