package com.docurift.webhooks.delivery;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shares the slots of this process between receivers, so that a dead or slow one delays nobody else: each has a lane with its own limit, a
 * lane that fails gets two slots, and retries together with failing lanes get half of all slots. First attempts go before retries, and
 * lanes take turns.
 *
 * <p>A lane holds no more in memory than four times its slots; the rest waits in PostgreSQL.
 */
public final class Lanes {
    /**
     * An attempt's right to run; {@link #ended} gives it back.
     *
     * @param cautious whether it counts among retries and failing lanes
     * @param hungry whether its lane should be given more from PostgreSQL
     */
    public record Slot(Due due, boolean cautious, boolean hungry) {}

    private static final int HELD_PER_SLOT = 4;
    private static final int LANES_REMEMBERED = 10_000;

    private final int perLane;
    private final int all;
    private final Consumer<Slot> start;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Lane> calm = new LinkedHashSet<>();
    private final Set<Lane> cautious = new LinkedHashSet<>();
    private int held;
    private int running;
    private int runningCautiously;
    private boolean closed;
    private final AtomicInteger startsWanted = new AtomicInteger();

    /**
     * @param perLane attempts in flight of one lane
     * @param all attempts in flight together
     * @param start begins an attempt
     */
    public Lanes(int perLane, int all, Consumer<Slot> start) {
        this.perLane = perLane;
        this.all = all;
        this.start = start;
    }

    /** Keeps a place for a delivery that is about to be written; false: it has to wait in PostgreSQL. */
    public synchronized boolean reserve(String name) {
        var lane = lane(name);
        if (closed || held >= all * HELD_PER_SLOT || lane.room() == 0) {
            lane.rowsWait(true);
            return false;
        }
        lane.reserve();
        held++;
        return true;
    }

    /** Gives a kept place back. */
    public synchronized void cancel(String name) {
        var lane = lane(name);
        lane.unreserve();
        held--;
        forget(lane);
    }

    /** Takes a delivery for which a place was kept; it starts now or when it is its turn. */
    public void enter(Due due) {
        cancel(due.receiver().lane());
        admit(due);
    }

    /** Takes a delivery that was claimed from PostgreSQL. */
    public void admit(Due due) {
        synchronized (this) {
            if (closed) {
                return; // it is due again when its lease ends
            }
            var lane = lane(due.receiver().lane());
            lane.add(due);
            held++;
            refresh(lane);
        }
        startAll();
    }

    /**
     * Ends an attempt.
     *
     * @param succeeded what it says of the receiver; absent when it says nothing
     */
    public void ended(Slot slot, @Nullable Boolean succeeded) {
        synchronized (this) {
            var lane = lane(slot.due().receiver().lane());
            lane.ended(succeeded);
            running--;
            runningCautiously -= slot.cautious() ? 1 : 0;
            refresh(lane);
            forget(lane);
        }
        startAll();
    }

    /** Starts nothing more; what is held in memory is due again when its lease ends. */
    public synchronized void close() {
        closed = true;
        calm.clear();
        cautious.clear();
    }

    /** How many deliveries each lane takes from PostgreSQL; a lane that is not named takes its slots. */
    public synchronized Map<String, Integer> rooms() {
        return lanes.values().stream().collect(Collectors.toMap(Lane::name, Lane::room));
    }

    /** Notes what a claim brought: a lane that got all that was offered has probably more rows. */
    public synchronized void claimed(Map<String, Integer> offered, Map<String, Long> taken) {
        for (Lane lane : lanes.values()) {
            int offer = offered.getOrDefault(lane.name(), perLane);
            if (offer > 0) {
                lane.rowsWait(taken.getOrDefault(lane.name(), 0L) >= offer);
            }
        }
    }

    /** How many deliveries can be taken from PostgreSQL now. */
    public synchronized int room() {
        return closed ? 0 : Math.max(0, all - held);
    }

    /** Attempts in flight. */
    public synchronized int running() {
        return running;
    }

    // Outside of the lock, and by one caller at a time, because an attempt may end at once and so call this again.
    private void startAll() {
        if (startsWanted.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Slot slot; (slot = next()) != null; ) {
                start.accept(slot);
            }
            seen = startsWanted.addAndGet(-seen);
        } while (seen > 0);
    }

    private synchronized @Nullable Slot next() {
        if (closed || running >= all) {
            return null;
        }
        boolean careful = calm.isEmpty();
        if (careful && (cautious.isEmpty() || runningCautiously >= Math.max(1, all / 2))) {
            return null;
        }
        var lane = takeTurn(careful ? cautious : calm);
        var due = careful ? lane.startCautiously() : lane.startCalm();
        held--;
        running++;
        runningCautiously += careful ? 1 : 0;
        refresh(lane);
        return new Slot(due, careful, lane.isHungry());
    }

    private static Lane takeTurn(Set<Lane> ready) {
        Iterator<Lane> turns = ready.iterator();
        var lane = turns.next();
        turns.remove();
        return lane;
    }

    private void refresh(Lane lane) {
        keep(calm, lane, lane.hasCalm() && !closed);
        keep(cautious, lane, lane.hasCautious() && !closed);
    }

    private static void keep(Set<Lane> ready, Lane lane, boolean belongs) {
        if (belongs) {
            ready.add(lane);
        } else {
            ready.remove(lane);
        }
    }

    private Lane lane(String name) {
        return lanes.computeIfAbsent(name, created -> new Lane(created, perLane));
    }

    // A failing lane is remembered while it is empty, unless there are very many.
    private void forget(Lane lane) {
        if (lane.isEmpty() && (lane.isHealthy() || lanes.size() > LANES_REMEMBERED)) {
            lanes.remove(lane.name());
        }
    }
}
