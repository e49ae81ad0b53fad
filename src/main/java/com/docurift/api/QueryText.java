package com.docurift.api;

import org.jspecify.annotations.Nullable;

/** The query of a request as it came, before it is decoded. */
final class QueryText {
    private QueryText() {}

    /**
     * Passes a query that can be decoded.
     *
     * @throws ApiException that names the parameter with bad percent-encoding or NUL
     */
    static void check(@Nullable String query) {
        if (query == null || PercentEncoding.isSound(query)) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            if (!PercentEncoding.isSound(pair)) {
                String name = pair.substring(0, pair.indexOf('=') < 0 ? pair.length() : pair.indexOf('='));
                throw ApiException.invalid(name, "A query parameter holds bad percent-encoding or NUL");
            }
        }
    }
}
