package com.docurift.api.keys;

import com.docurift.accounts.ApiKey;
import com.docurift.api.PageRequest;
import com.docurift.api.Pagination;
import java.util.List;

/** One page of an organisation's keys. */
public record ApiKeyList(List<ApiKeyResponse> apiKeys, Pagination pagination) {
    static ApiKeyList of(PageRequest.Page<ApiKey> page) {
        return new ApiKeyList(page.rows().stream().map(ApiKeyResponse::of).toList(), page.pagination());
    }
}
