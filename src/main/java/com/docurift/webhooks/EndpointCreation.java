package com.docurift.webhooks;

/** What came of registering an endpoint. */
public sealed interface EndpointCreation {
    /** It is registered and gets the events of every job that is submitted from now on. */
    record Created(Endpoint endpoint) implements EndpointCreation {}

    /** The organisation has as many endpoints as one may have. */
    record LimitReached(int limit) implements EndpointCreation {}
}
