package com.docurift.jobs.persistence;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Turns rows into the columns that {@code unnest} takes: one array parameter for each column. */
final class Columns<T> {
    private final List<T> rows;
    private final List<Object> parameters = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    /** Adds a column; absent values are null in the array. */
    <V> Columns<T> with(IntFunction<V[]> array, Function<T, V> value) {
        parameters.add(rows.stream().map(value).toArray(array));
        return this;
    }

    Columns<T> text(Function<T, String> value) {
        return with(String[]::new, value);
    }

    /** Adds a parameter that is the same for all rows. */
    Columns<T> and(Object value) {
        parameters.add(value);
        return this;
    }

    Tuple tuple() {
        return Tuple.from(parameters);
    }
}
