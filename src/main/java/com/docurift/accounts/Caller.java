package com.docurift.accounts;

import java.util.Set;

/**
 * Who makes a request.
 *
 * @param organizationId {@code org_…}: what the caller may see is what belongs to it
 * @param keyId {@code key_…}
 * @param scopes what the key may do
 */
public record Caller(String organizationId, String keyId, Set<Scope> scopes) {}
