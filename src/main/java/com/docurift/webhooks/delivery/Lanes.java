package com.docurift.webhooks.delivery;

import com.docurift.webhooks.JobResults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shares the slots of this process between receivers, so that a dead or slow one delays nobody else: each has a lane with its own limit, a
 * lane that fails gets two slots, and retries together with failing lanes get half of all slots. First attempts go before retries, and
 * lanes take turns.
 *
 * <p>A lane holds no more in memory than four times its slots; the rest waits in PostgreSQL. Bodies of attempts in flight take a bounded
 * part of the memory: beyond it, attempts wait for those that run.
 */
public final class Lanes {
    /** An attempt's right to run; {@link #ended} gives it back. */
    public static final class Slot {
        private final Due due;
        private final boolean cautious;
        private final boolean hungry;
        private int weight;

        private Slot(Due due, boolean cautious, boolean hungry) {
            this.due = due;
            this.cautious = cautious;
            this.hungry = hungry;
            this.weight = HEAVIEST; // until its body is known
        }

        /** What is attempted. */
        public Due due() {
            return due;
        }

        /** Whether its lane should be given more from PostgreSQL. */
        public boolean hungry() {
            return hungry;
        }
    }

    private static final Logger LOG = Logger.getLogger(Lanes.class);
    private static final int HEAVIEST = JobResults.LARGEST_INLINE;
    private static final long MOST_WEIGHT = 64L << 20;
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
    private long weight;
    private boolean closed;
    private final List<Due> left = new ArrayList<>();
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
            forget(lane);
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
                left.add(due);
                return;
            }
            var lane = lane(due.receiver().lane());
            lane.add(due);
            held++;
            refresh(lane);
        }
        startAll();
    }

    /**
     * Says how much memory an attempt takes.
     *
     * @param bytes of its body
     */
    public void weighs(Slot slot, int bytes) {
        synchronized (this) {
            weight += bytes - slot.weight;
            slot.weight = bytes;
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
            runningCautiously -= slot.cautious ? 1 : 0;
            weight -= slot.weight;
            refresh(lane);
            forget(lane);
        }
        startAll();
    }

    /** Starts nothing more. */
    public synchronized void close() {
        closed = true;
        calm.clear();
        cautious.clear();
        for (Lane lane : lanes.values()) {
            held -= lane.moveTo(left);
        }
    }

    /** After {@link #close}: what was held in memory and is not attempted here; each delivery is answered once. */
    public synchronized List<Due> takeLeft() {
        var taken = List.copyOf(left);
        left.clear();
        return taken;
    }

    /** How many deliveries a lane takes from PostgreSQL that {@link #rooms} does not name. */
    public int usualRoom() {
        return Lane.roomWhileFailing(perLane);
    }

    /** How many deliveries each lane takes from PostgreSQL, when it is not the usual number. */
    public synchronized Map<String, Integer> rooms() {
        return lanes.values().stream()
                .filter(lane -> lane.room() != usualRoom())
                .collect(Collectors.toMap(Lane::name, Lane::room));
    }

    /** Notes what a claim brought: a lane that got all that was offered has probably more rows. */
    public synchronized void claimed(Map<String, Integer> offered, Map<String, Long> taken) {
        for (Lane lane : lanes.values()) {
            int offer = offered.getOrDefault(lane.name(), usualRoom());
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
                begin(slot);
            }
            seen = startsWanted.addAndGet(-seen);
        } while (seen > 0);
    }

    // Nothing may break the loop above: no attempt would begin any more.
    private void begin(Slot slot) {
        try {
            start.accept(slot);
        } catch (RuntimeException | Error broken) {
            LOG.errorf(broken, "the attempt of %s did not begin; it is made when its lease ends", slot.due.id());
            ended(slot, null);
        }
    }

    private synchronized @Nullable Slot next() {
        if (closed || running >= all || weight > MOST_WEIGHT - HEAVIEST) {
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
        weight += HEAVIEST;
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
