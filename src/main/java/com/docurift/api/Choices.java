package com.docurift.api;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Query parameters that take one of a few values. */
public final class Choices {
    private Choices() {}

    /**
     * The choice of a parameter; null when it is absent or empty.
     *
     * @throws ApiException that names the field and what is allowed
     */
    public static <T> @Nullable T of(
            MultiMap query, String field, List<String> allowed, Function<String, Optional<T>> read) {
        String text = query.get(field);
        return text == null || text.isEmpty()
                ? null
                : read.apply(text).orElseThrow(() -> ApiException.notOneOf(field, allowed));
    }

    /** The choice of a parameter among texts; the first of them when it is absent or empty. */
    public static String among(MultiMap query, String field, List<String> allowed) {
        String chosen = of(query, field, allowed, text -> Optional.of(text).filter(allowed::contains));
        return chosen == null ? allowed.get(0) : chosen;
    }

    /** Whether {@code sortOrder} asks for the smallest value first; the largest comes first when it is absent. */
    public static boolean isAscending(MultiMap query) {
        return among(query, "sortOrder", List.of("desc", "asc")).equals("asc");
    }
}
