package com.docurift.api.jobs;

import com.docurift.api.CurrentCaller;
import com.docurift.events.EventLog;
import com.docurift.jobs.Jobs;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests for a job's stream that open none: there is no such job, or nothing will follow. It must be known before the
 * method answers, because the server writes the head of a stream before it asks for the first event.
 */
@Singleton
public class StreamGate {
    private static final int AFTER_ACCESS = Priorities.USER + 100;

    private final Jobs jobs;
    private final EventLog log;
    private final CurrentCaller caller;

    @Inject
    StreamGate(Jobs jobs, EventLog log, CurrentCaller caller) {
        this.jobs = jobs;
        this.log = log;
        this.caller = caller;
    }

    /** Answers nothing when the stream may open. */
    @OpensJobStream
    @ServerRequestFilter(priority = AFTER_ACCESS)
    public Uni<@Nullable Response> check(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        String id = uri.getPathParameters().getFirst("id");
        int after = LastEvent.sequence(
                request.getHeaderString("Last-Event-ID"),
                uri.getQueryParameters().getFirst("lastEventId"));
        return jobs.find(caller.get().organizationId(), id, false)
                .map(JobsResource::found)
                .chain(job -> job.status().isTerminal()
                        ? nothingFollows(id, after)
                        : Uni.createFrom().item(false))
                .map(over -> over ? Response.noContent().build() : null);
    }

    /** Nothing will ever follow the end of a job: 204 tells an EventSource not to come again. */
    private Uni<Boolean> nothingFollows(String id, int sequence) {
        return log.after(id, sequence, 1).map(events -> events.isEmpty());
    }
}
