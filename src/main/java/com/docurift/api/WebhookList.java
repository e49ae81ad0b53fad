package com.docurift.api;

import com.docurift.webhooks.Endpoint;
import java.util.List;

/** One page of an organisation's endpoints. */
public record WebhookList(List<WebhookResponse> webhooks, Pagination pagination) {
    static WebhookList of(PageRequest.Page<Endpoint> page) {
        return new WebhookList(
                page.rows().stream().map(WebhookResponse::withoutSecret).toList(), page.pagination());
    }
}
