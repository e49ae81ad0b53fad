package com.docurift.api.jobs;

import com.docurift.accounts.Scope;
import com.docurift.api.CurrentCaller;
import com.docurift.api.RequiresScope;
import com.docurift.events.Event;
import com.docurift.events.EventLog;
import com.docurift.jobs.Jobs;
import com.docurift.stream.JobStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/jobs/{id}/events}: a job's events as a stream, or its whole history as JSON. */
@Path("/v1/jobs/{id}/events")
@Tag(name = "Jobs")
public class JobEventsResource {
    private static final int WHOLE = 100_000;

    private final Jobs jobs;
    private final EventLog log;
    private final JobStreams streams;
    private final CurrentCaller caller;

    @Inject
    JobEventsResource(Jobs jobs, EventLog log, JobStreams streams, CurrentCaller caller) {
        this.jobs = jobs;
        this.log = log;
        this.streams = streams;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-cache, no-transform")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RequiresScope(Scope.JOBS_READ)
    @OpensJobStream
    @Operation(
            summary = "Every event of a job after the given one, then live, up to its end",
            description =
                    "The id of an event is its sequence. Last-Event-ID wins over lastEventId; without either, or with 0, the"
                            + " stream begins with the first event.")
    @APIResponse(responseCode = "200", description = "A stream of Server-Sent Events")
    @APIResponse(
            responseCode = "204",
            description = "The job's last event is not after the given one: nothing will come")
    @APIResponse(responseCode = "404", description = "No such job in your organisation")
    public Multi<OutboundSseEvent> stream(
            @RestPath String id,
            @RestHeader("Last-Event-ID") @Nullable String header,
            @RestQuery @Nullable String lastEventId,
            @Context Sse sse) {
        int after = LastEvent.sequence(header, lastEventId);
        return new SseFrames(sse).of(streams.after(id, after), streams.closing());
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.JOBS_READ)
    @Operation(summary = "The whole history of a job")
    @APIResponse(responseCode = "200", description = "All events so far, in order")
    public Uni<String> history(@RestPath String id) {
        return jobs.find(caller.get().organizationId(), id, false)
                .map(JobsResource::found)
                .chain(job -> log.after(id, 0, WHOLE))
                .map(events -> events.stream()
                        .map(Event::envelope)
                        .collect(Collectors.joining(",", "{\"success\":true,\"data\":{\"events\":[", "]}}")));
    }
}
