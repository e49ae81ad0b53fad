package com.docurift.webhooks.delivery;

import com.docurift.events.Event;
import com.docurift.webhooks.EventFilter;
import com.docurift.webhooks.persistence.ActiveEndpoint;
import com.docurift.webhooks.persistence.EndpointRepository;
import com.docurift.webhooks.persistence.EndpointRepository.OwnEndpoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out who gets an event: the job's own endpoint when the job ended, and each registered one that wants it. */
@ApplicationScoped
public class Planner {
    /** One event for one receiver. */
    public record Match(Event event, Receiver receiver) {}

    private static final Pattern EVENT_ID = Pattern.compile("evt_[0-9a-z]{26}");
    private static final Pattern JOB_ID = Pattern.compile("job_[0-9a-z]{26}");

    private final EndpointRepository repository;
    private final EndpointDirectory directory;

    @Inject
    public Planner(EndpointRepository repository, EndpointDirectory directory) {
        this.repository = repository;
        this.directory = directory;
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
        var organizations = events.stream().map(Event::organizationId).collect(Collectors.toSet());
        return own(events).chain(own -> directory.of(organizations).map(registered -> match(events, own, registered)));
    }

    private Uni<Map<String, OwnEndpoint>> own(List<Event> events) {
        var ended = events.stream()
                .filter(event -> event.type().isTerminal())
                .map(Event::jobId)
                .collect(Collectors.toSet());
        return ended.isEmpty() ? Uni.createFrom().item(Map.of()) : repository.ofJobs(ended);
    }

    private static List<Match> match(
            List<Event> events, Map<String, OwnEndpoint> own, Map<String, List<ActiveEndpoint>> registered) {
        var matches = new ArrayList<Match>();
        for (Event event : events) {
            var ofJob = event.type().isTerminal() ? own.get(event.jobId()) : null;
            if (ofJob != null) {
                matches.add(new Match(event, Receiver.ofJob(event.organizationId(), ofJob.url(), ofJob.secret())));
            }
            for (ActiveEndpoint endpoint : registered.getOrDefault(event.organizationId(), List.of())) {
                if (EventFilter.matches(endpoint.events(), event.type())) {
                    matches.add(
                            new Match(event, Receiver.registered(endpoint.id(), endpoint.url(), endpoint.secret())));
                }
            }
        }
        return matches;
    }
}
