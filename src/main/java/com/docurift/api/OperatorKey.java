package com.docurift.api;

import com.docurift.accounts.Accounts;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Keeps what is the operator's from everybody else. */
@Singleton
class OperatorKey {
    private static final String HEADER = "X-Operator-Key";

    private final Accounts accounts;

    @Inject
    OperatorKey(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * Passes a request of the operator.
     *
     * @throws ApiException when the key is missing or wrong; where no operator's key is configured, nothing is found at the path
     */
    void demand(HttpServerRequest request) {
        if (!accounts.hasOperator()) {
            throw new ApiException(ErrorCode.NOT_FOUND, "There is nothing at this path");
        }
        if (!accounts.isOperator(request.getHeader(HEADER))) {
            throw new ApiException(ErrorCode.UNAUTHORIZED, "The operator's key is needed in the header " + HEADER);
        }
    }
}
