package com.docurift.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final int LARGEST = 4;
    private static final int CAPACITY = 10;

    /** Every batch that was handed to the writer, in order. */
    private final List<List<String>> batches = new ArrayList<>();

    private final List<UniEmitter<? super List<String>>> transactions = new ArrayList<>();
    private final GroupCommit<String, String> group = new GroupCommit<>("items", LARGEST, CAPACITY, this::write);

    private Uni<List<String>> write(List<String> batch) {
        return Uni.createFrom().emitter(transaction -> {
            batches.add(batch);
            transactions.add(transaction);
        });
    }

    private CompletableFuture<String> submit(String item) {
        return group.submit(item).subscribeAsCompletionStage();
    }

    private List<CompletableFuture<String>> submitAll(String... items) {
        return List.of(items).stream().map(this::submit).toList();
    }

    private void commit(int batch) {
        transactions
                .get(batch)
                .complete(batches.get(batch).stream()
                        .map(item -> item + " is written")
                        .toList());
    }

    private void refuse(int batch) {
        transactions.get(batch).fail(new PgException("a check was violated", "ERROR", "23514", null));
    }

    private static void hasFailed(CompletableFuture<String> write, Class<? extends Throwable> with) {
        assertThat(write).isCompletedExceptionally();
        assertThatThrownBy(write::join).hasCauseInstanceOf(with);
    }

    @Test
    void aLoneWriteGoesAtOnceAndCompletesWithItsCommit() {
        var write = submit("a");
        assertThat(batches).containsExactly(List.of("a"));
        assertThat(write).isNotDone();
        commit(0);
        assertThat(write).isCompletedWithValue("a is written");
    }

    @Test
    void nothingIsWrittenBeforeTheSubscription() {
        var unused = group.submit("a");
        assertThat(unused).isNotNull();
        assertThat(batches).isEmpty();
        assertThat(group.depth()).isZero();
    }

    @Test
    void whileOneBatchIsInFlightTheNextGathers() {
        submit("a");
        var next = submitAll("b", "c");
        assertThat(batches).containsExactly(List.of("a"));
        assertThat(group.depth()).isEqualTo(2);
        commit(0);
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"));
        assertThat(group.depth()).isZero();
        commit(1);
        assertThat(next.get(0)).isCompletedWithValue("b is written");
        assertThat(next.get(1)).isCompletedWithValue("c is written");
    }

    @Test
    void aBatchIsNoLargerThanAllowed() {
        submit("a");
        submitAll("1", "2", "3", "4", "5");
        commit(0);
        assertThat(batches.get(1)).containsExactly("1", "2", "3", "4");
        commit(1);
        assertThat(batches.get(2)).containsExactly("5");
    }

    @Test
    void oneBadItemFailsAloneAndTheQueueGoesOn() {
        submit("a");
        var writes = submitAll("b", "bad", "c");
        commit(0);
        refuse(1);
        commit(2);
        refuse(3);
        commit(4);
        assertThat(batches.subList(2, 5)).containsExactly(List.of("b"), List.of("bad"), List.of("c"));
        assertThat(writes.get(0)).isCompletedWithValue("b is written");
        hasFailed(writes.get(1), PgException.class);
        assertThat(writes.get(2)).isCompletedWithValue("c is written");

        submit("d");
        assertThat(batches.get(5)).containsExactly("d");
    }

    @Test
    void aLoneBadItemIsNotTriedTwice() {
        var write = submit("bad");
        refuse(0);
        hasFailed(write, PgException.class);
        assertThat(batches).hasSize(1);
    }

    @Test
    void aLostConnectionFailsTheWholeBatchBecauseItMayHaveBeenCommitted() {
        submit("a");
        var writes = submitAll("b", "c");
        commit(0);
        transactions.get(1).fail(new NoStackTraceThrowable("Connection closed"));
        writes.forEach(write -> hasFailed(write, NoStackTraceThrowable.class));
        assertThat(batches).hasSize(2);

        submit("d");
        assertThat(batches.get(2)).containsExactly("d");
    }

    @Test
    void oneMoreThanMayWaitFailsAtOnce() {
        submit("in flight");
        for (int i = 0; i < CAPACITY; i++) {
            submit("waiting " + i);
        }
        hasFailed(submit("too much"), Overloaded.class);
        assertThat(group.depth()).isEqualTo(CAPACITY);
        commit(0);
        assertThat(group.depth()).isEqualTo(CAPACITY - LARGEST);
        assertThat(submit("fits again")).isNotDone();
    }

    @Test
    void aWriterThatThrowsFailsItsBatchOnly() {
        var throwing = new GroupCommit<String, String>("items", LARGEST, CAPACITY, batch -> {
            if (batch.contains("bad")) {
                throw new IllegalStateException("a bug");
            }
            return Uni.createFrom().item(batch);
        });
        hasFailed(throwing.submit("bad").subscribeAsCompletionStage(), IllegalStateException.class);
        assertThat(throwing.submit("good").subscribeAsCompletionStage()).isCompletedWithValue("good");
    }
}
