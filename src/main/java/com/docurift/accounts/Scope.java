package com.docurift.accounts;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What an API key may do. */
public enum Scope {
    JOBS_READ("jobs:read"),
    JOBS_WRITE("jobs:write"),
    WEBHOOKS_MANAGE("webhooks:manage"),
    KEYS_MANAGE("keys:manage");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire, such as {@code jobs:read}. */
    public String wireName() {
        return wireName;
    }

    /** The scope of that name, or none. */
    public static Optional<Scope> of(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(wireName))
                .findFirst();
    }

    /** The scopes of these names, in the order of their declaration; other names are passed over. */
    static Set<Scope> of(String[] wireNames) {
        return Arrays.stream(wireNames)
                .flatMap(name -> of(name).stream())
                .collect(collectingAndThen(
                        toCollection(() -> EnumSet.noneOf(Scope.class)), Collections::unmodifiableSet));
    }
}
