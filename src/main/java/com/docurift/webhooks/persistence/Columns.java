package com.docurift.webhooks.persistence;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns a batch of values into the arrays that {@code unnest} reads. */
final class Columns {
    private Columns() {}

    static <T, C> Object of(List<T> batch, IntFunction<C[]> array, Function<T, ? extends @Nullable C> value) {
        return batch.stream().map(value).toArray(array);
    }
}
