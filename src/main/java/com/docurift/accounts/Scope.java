package com.docurift.accounts;

import java.util.Arrays;
import java.util.Optional;

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
}
