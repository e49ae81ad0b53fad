package com.docurift.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.events.EventType;
import com.docurift.platform.GroupCommit;
import com.docurift.webhooks.JobResults;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Builds the raw body of a delivery. It is the same at each attempt, because it is spliced from texts that do not change: the event's row
 * and the job's result. Only when a result was deleted in between does the body name its URL instead.
 */
@ApplicationScoped
public class Bodies {
    /**
     * What is sent.
     *
     * @param bytes the raw body
     * @param traceparent of the request that submitted the job
     */
    public record Body(byte[] bytes, String traceparent) {}

    private static final int RESULTS_PER_READ = 64;
    private static final int ROOM_FOR_A_NAME = 16;
    private static final int LONGEST_QUEUE = 100_000;

    private final EventLog log;
    private final JobResults results;
    // Reading gathers in the same way as writing: while one read runs, the next jobs wait for theirs together.
    private final GroupCommit<String, Optional<String>> reads =
            new GroupCommit<>("results for webhooks", RESULTS_PER_READ, LONGEST_QUEUE, this::read);

    @Inject
    public Bodies(EventLog log, JobResults results) {
        this.log = log;
        this.results = results;
    }

    /** The body of a delivery; empty when its event is no longer kept. */
    public Uni<Optional<Body>> of(Due due) {
        var event = due.event();
        return event != null ? around(event).map(Optional::of) : again(due);
    }

    private Uni<Optional<Body>> again(Due due) {
        return log.after(due.jobId(), due.sequence() - 1, 1)
                .chain(found -> found.isEmpty() || !found.get(0).id().equals(due.eventId())
                        ? Uni.createFrom().item(Optional.<Body>empty())
                        : around(found.get(0)).map(Optional::of));
    }

    private Uni<Body> around(Event event) {
        if (event.type() != EventType.COMPLETED) {
            return Uni.createFrom().item(body(event, event.envelope()));
        }
        return reads.submit(event.jobId()).map(result -> body(event, withResult(event, result)));
    }

    // Results are large and many are in flight: the text is built in one piece.
    private static String withResult(Event event, Optional<String> result) {
        String envelope = event.envelope();
        int end = envelope.lastIndexOf('}', envelope.length() - 2); // of the data
        String value = result.orElseGet(() -> "\"/v1/jobs/" + event.jobId() + "/result\"");
        return new StringBuilder(envelope.length() + value.length() + ROOM_FOR_A_NAME)
                .append(envelope, 0, end)
                .append(result.isPresent() ? ",\"result\":" : ",\"resultUrl\":")
                .append(value)
                .append(envelope, end, envelope.length())
                .toString();
    }

    private static Body body(Event event, String envelope) {
        return new Body(envelope.getBytes(UTF_8), event.traceparent());
    }

    private Uni<List<Optional<String>>> read(List<String> jobIds) {
        return results.inlineResultsOf(jobIds)
                .map(found -> jobIds.stream()
                        .map(id -> Optional.ofNullable(found.get(id)))
                        .toList());
    }
}
