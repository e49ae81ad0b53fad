package com.docurift.stream;

import com.docurift.events.Event;
import com.docurift.events.EventLog;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.List;

/**
 * Feeds one stream of one job. A live event that is exactly the next one is passed on directly; in every other case (at the start, after a
 * gap, after a time without demand) the rows are read from where the stream stands. So what is sent is always the next event, whatever
 * came live, twice, late or not at all.
 */
final class JobFeed implements LiveEvents.Listener {
    private static final int PAGE = 100;

    private final String jobId;
    private final EventLog log;
    private final MultiEmitter<? super Event> emitter;
    private int last;
    private boolean reading;
    private boolean behind = true;
    private boolean ended;

    JobFeed(String jobId, int after, EventLog log, MultiEmitter<? super Event> emitter) {
        this.jobId = jobId;
        this.last = after;
        this.log = log;
        this.emitter = emitter;
    }

    void start() {
        emitter.onRequest(more -> catchUp());
        catchUp();
    }

    @Override
    public void happened(Event event) {
        synchronized (this) {
            if (event.sequence() <= last) {
                endAtOnceIfNothingCanFollow(event);
                return;
            }
            if (!behind && !reading && event.sequence() == last + 1 && emitter.requested() > 0) {
                pass(event);
                return;
            }
            behind = true;
        }
        catchUp();
    }

    @Override
    public void mayHaveMissed() {
        synchronized (this) {
            behind = true;
        }
        catchUp();
    }

    private void catchUp() {
        int from;
        int page;
        synchronized (this) {
            if (ended || reading || !behind || emitter.requested() == 0) {
                return;
            }
            reading = true;
            behind = false;
            from = last;
            page = (int) Math.min(PAGE, emitter.requested());
        }
        log.after(jobId, from, page).subscribe().with(events -> read(events, page), this::failed);
    }

    private void read(List<Event> events, int page) {
        synchronized (this) {
            reading = false;
            events.stream().filter(event -> event.sequence() > last).forEach(this::pass);
            behind |= events.size() == page;
        }
        catchUp();
    }

    private void failed(Throwable failure) {
        synchronized (this) {
            ended = true;
        }
        emitter.fail(failure);
    }

    /** The stream was asked to begin behind the job's end, before there was one. */
    private void endAtOnceIfNothingCanFollow(Event event) {
        if (event.type().isTerminal() && !ended) {
            ended = true;
            emitter.complete();
        }
    }

    private void pass(Event event) {
        if (ended) {
            return;
        }
        last = event.sequence();
        emitter.emit(event);
        if (event.type().isTerminal()) {
            ended = true;
            emitter.complete();
        }
    }
}
