package com.docurift.accounts.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
public class ApiKeyEntity {
    static final String MANAGES_KEYS = "keys:manage";

    @Id
    public String id = "";

    @Column(name = "organization_id")
    public String organizationId = "";

    public String name = "";
    public String prefix = "";
    public byte[] hash = {};

    @Column(columnDefinition = "text[]")
    public String[] scopes = {};

    @Column(name = "created_at")
    public Instant createdAt = Instant.EPOCH;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;

    public boolean disabled;

    /** Written by {@link KeyUsage} alone, so that a change of the key never takes it back. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    public @Nullable Instant lastUsedAt;

    /** Whether it may manage keys from now on for good. */
    public boolean lasts() {
        return !disabled && expiresAt == null && List.of(scopes).contains(MANAGES_KEYS);
    }
}
