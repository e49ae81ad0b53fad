package com.docurift.accounts.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
public class ApiKeyEntity {
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
}
