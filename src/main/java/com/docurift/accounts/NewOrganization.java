package com.docurift.accounts;

import java.time.Instant;

/**
 * An organisation that was just made, with its first key.
 *
 * @param id {@code org_…}
 * @param key has all scopes and does not expire
 */
public record NewOrganization(String id, String name, NewKey key, Instant createdAt) {}
