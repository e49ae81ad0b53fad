package com.docurift.webhooks.persistence;

import java.util.List;

/** What the dispatcher knows of a registered endpoint. */
public record ActiveEndpoint(String id, String organizationId, String url, String secret, List<String> events) {
    @Override
    public String toString() {
        return "ActiveEndpoint[" + id + "]";
    }
}
