package com.docurift.api;

import com.docurift.accounts.Caller;
import io.smallrye.common.vertx.ContextLocals;
import jakarta.inject.Singleton;

/**
 * Tells a resource method who calls it. Ask at the beginning of the method and pass the answer on: later steps may run on behalf of
 * several requests at once.
 */
@Singleton
public class CurrentCaller {
    private static final String KEY = RequestFacts.class.getName();

    static void attach(RequestFacts facts) {
        ContextLocals.put(KEY, facts);
    }

    /** The caller of the request that is being served. */
    public Caller get() {
        return facts().caller();
    }

    /** The id of the request that is being served. */
    public String requestId() {
        return facts().id();
    }

    private static RequestFacts facts() {
        return ContextLocals.<RequestFacts>get(KEY)
                .orElseThrow(() -> new IllegalStateException("Outside of a request"));
    }
}
