package com.docurift.webhooks;

import java.util.List;

/** One page of an organisation's endpoints, oldest first, with how many there are in all. */
public record EndpointPage(List<Endpoint> endpoints, long total) {}
