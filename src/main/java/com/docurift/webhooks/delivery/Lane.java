package com.docurift.webhooks.delivery;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One receiver's deliveries in this process. Guarded by {@link Lanes}. */
final class Lane {
    private static final int FAILURES_OF_A_FAILING_LANE = 3;
    private static final int SLOTS_WHILE_FAILING = 2;
    private static final int HELD_PER_SLOT = 4;

    private final String name;
    private final int slots;
    private final Deque<Due> first = new ArrayDeque<>();
    private final Deque<Due> again = new ArrayDeque<>();
    private int reserved;
    private int running;
    private int failures;
    private boolean rowsWait;

    Lane(String name, int slots) {
        this.name = name;
        this.slots = slots;
    }

    String name() {
        return name;
    }

    void reserve() {
        reserved++;
    }

    void unreserve() {
        reserved--;
    }

    void add(Due due) {
        (due.isFirst() ? first : again).add(due);
    }

    /** The next delivery that needs no caution: a first attempt at a receiver that works. */
    Due startCalm() {
        running++;
        return first.remove();
    }

    /** The next delivery whose attempt is likely to fail. */
    Due startCautiously() {
        running++;
        return isFailing() && !first.isEmpty() ? first.remove() : again.remove();
    }

    void ended(@Nullable Boolean succeeded) {
        running--;
        if (succeeded != null) {
            failures = succeeded ? 0 : failures + 1;
        }
    }

    boolean hasCalm() {
        return running < slots && !isFailing() && !first.isEmpty();
    }

    boolean hasCautious() {
        return running < slotsNow() && (!again.isEmpty() || (isFailing() && !first.isEmpty()));
    }

    /** Empties it; answers how many there were. */
    int moveTo(Collection<Due> other) {
        int moved = first.size() + again.size();
        other.addAll(first);
        other.addAll(again);
        first.clear();
        again.clear();
        return moved;
    }

    /** How many deliveries a failing lane without any may hold in memory. */
    static int roomWhileFailing(int slots) {
        return Math.min(slots, SLOTS_WHILE_FAILING) * HELD_PER_SLOT;
    }

    /** How many more deliveries it may hold in memory. */
    int room() {
        return Math.max(0, slotsNow() * HELD_PER_SLOT - reserved - first.size() - again.size());
    }

    /** Notes whether more of its deliveries wait in PostgreSQL. */
    void rowsWait(boolean known) {
        rowsWait = known;
    }

    /** Whether it should be given more from PostgreSQL before it runs dry. */
    boolean isHungry() {
        return rowsWait && room() >= slotsNow() * HELD_PER_SLOT / 2;
    }

    boolean isEmpty() {
        return running == 0 && reserved == 0 && first.isEmpty() && again.isEmpty();
    }

    boolean isHealthy() {
        return failures == 0;
    }

    private boolean isFailing() {
        return failures >= FAILURES_OF_A_FAILING_LANE;
    }

    private int slotsNow() {
        return isFailing() ? Math.min(slots, SLOTS_WHILE_FAILING) : slots;
    }
}
