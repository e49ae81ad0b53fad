package com.docurift.webhooks.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.docurift.events.Event;
import com.docurift.webhooks.EventFilter;
import com.docurift.webhooks.persistence.ReceiverRepository;
import com.docurift.webhooks.persistence.ReceiverRepository.Candidate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds out who gets an event: the job's own endpoint when the job ended, and each registered one that wants it. It reads them for each
 * batch and remembers nothing, so that an endpoint gets the events of every job that is submitted after it was registered, in whatever
 * process.
 */
@ApplicationScoped
public class Planner {
    /** One event for one receiver. */
    public record Match(Event event, Receiver receiver) {}

    private static final Pattern EVENT_ID = Pattern.compile("evt_[0-9a-z]{26}");
    private static final Pattern JOB_ID = Pattern.compile("job_[0-9a-z]{26}");

    private final ReceiverRepository repository;

    @Inject
    public Planner(ReceiverRepository repository) {
        this.repository = repository;
    }

    /** Who gets these events; what no service of ours can have written is passed over. */
    public Uni<List<Match>> match(List<Event> all) {
        var events = all.stream()
                .filter(event -> EVENT_ID.matcher(event.id()).matches()
                        && JOB_ID.matcher(event.jobId()).matches())
                .toList();
        if (events.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var organizations = events.stream().map(Event::organizationId).collect(toSet());
        var ended = events.stream()
                .filter(event -> event.type().isTerminal())
                .map(Event::jobId)
                .collect(toSet());
        return repository.candidates(organizations, ended).map(candidates -> match(events, candidates));
    }

    private static List<Match> match(List<Event> events, List<Candidate> candidates) {
        Map<String, List<Candidate>> registered =
                candidates.stream().filter(Candidate::registered).collect(groupingBy(Candidate::organizationId));
        Map<String, Candidate> own = candidates.stream()
                .filter(candidate -> !candidate.registered())
                .collect(toMap(Candidate::owner, candidate -> candidate));
        var matches = new ArrayList<Match>();
        for (Event event : events) {
            var ofJob = event.type().isTerminal() ? own.get(event.jobId()) : null;
            if (ofJob != null) {
                matches.add(new Match(event, Receiver.ofJob(ofJob.organizationId(), ofJob.url(), ofJob.secret())));
            }
            for (Candidate candidate : registered.getOrDefault(event.organizationId(), List.of())) {
                if (EventFilter.matches(candidate.events(), event.type())) {
                    matches.add(new Match(
                            event, Receiver.registered(candidate.owner(), candidate.url(), candidate.secret())));
                }
            }
        }
        return matches;
    }
}
