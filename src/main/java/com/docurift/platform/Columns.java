package com.docurift.platform;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch into the parameters of a statement that reads it with {@code unnest}: one array for each column, in the order of
 * the calls.
 *
 * @param <T> one row of the batch
 */
public final class Columns<T> {
    private final List<T> rows;
    private final List<Object> parameters = new ArrayList<>();

    private Columns(List<T> rows) {
        this.rows = rows;
    }

    /** No parameter yet; the columns that follow have one element for each row. */
    public static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    /** Adds a column; absent values are null in the array. */
    public <V> Columns<T> with(IntFunction<V[]> array, Function<? super T, ? extends @Nullable V> value) {
        parameters.add(rows.stream().map(value).toArray(array));
        return this;
    }

    /** Adds a column of text; absent values are null in the array. */
    public Columns<T> text(Function<? super T, ? extends @Nullable String> value) {
        return with(String[]::new, value);
    }

    /** Adds a parameter that is the same for all rows. */
    public Columns<T> and(Object value) {
        parameters.add(value);
        return this;
    }

    /** The parameters for the statement. */
    public Tuple tuple() {
        return Tuple.from(parameters);
    }
}
