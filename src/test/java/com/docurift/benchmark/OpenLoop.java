package com.docurift.benchmark;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Submits at a fixed rate whatever the service does, and counts each latency from the start. */
final class OpenLoop {

    /** Milliseconds, each list sorted. */
    record Latencies(double[] accepted, double[] completed, double[] webhook) {

        long count() {
            return webhook.length;
        }

        String describe() {
            return "  accepted %s; completed on the job's stream %s; webhook received %s"
                    .formatted(of(accepted), of(completed), of(webhook));
        }

        private static String of(double[] sorted) {
            return "p50 %.1f ms, p90 %.1f, p99 %.1f".formatted(at(sorted, 50), at(sorted, 90), at(sorted, 99));
        }

        private static double at(double[] sorted, int percent) {
            return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
        }
    }

    /** Moments of one job in nanoseconds after its planned start. */
    private record Seen(long accepted, long completed, long webhook) {}

    private final Vertx vertx;
    private final Load load;
    private final double perSecond;

    OpenLoop(Vertx vertx, Load load, int perSecond) {
        this.vertx = vertx;
        this.load = load;
        this.perSecond = perSecond;
    }

    Latencies run(Duration length) {
        int count = (int) (length.toSeconds() * perSecond);
        long first = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
        List<Future<Seen>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(at(first + (long) (i * 1e9 / perSecond)));
        }
        Future.all(jobs).toCompletionStage().toCompletableFuture().join();
        List<Seen> seen = jobs.stream().map(Future::result).toList();
        return new Latencies(
                millis(seen.stream().mapToLong(Seen::accepted).toArray()),
                millis(seen.stream().mapToLong(Seen::completed).toArray()),
                millis(seen.stream().mapToLong(Seen::webhook).toArray()));
    }

    private Future<Seen> at(long planned) {
        Promise<Seen> seen = Promise.promise();
        long delay = Math.max(1, TimeUnit.NANOSECONDS.toMillis(planned - System.nanoTime()));
        // A timer is good to a millisecond: the job starts when it rings, and from then on is counted.
        vertx.setTimer(delay, timer -> follow(System.nanoTime()).onComplete(seen));
        return seen.future();
    }

    private Future<Seen> follow(long start) {
        long number = load.nextNumber();
        Future<Long> webhook = load.expectWebhook(number);
        return load.submit(number, true).compose(answer -> {
            long accepted = System.nanoTime();
            Future<Long> completed = load.completion(jobId(answer));
            return Future.all(completed, webhook)
                    .map(both -> new Seen(accepted - start, completed.result() - start, webhook.result() - start));
        });
    }

    private static String jobId(Buffer answer) {
        String text = answer.toString();
        int at = text.indexOf("job_");
        return text.substring(at, text.indexOf('"', at));
    }

    private static double[] millis(long[] nanos) {
        return Arrays.stream(nanos).sorted().mapToDouble(each -> each / 1e6).toArray();
    }
}
