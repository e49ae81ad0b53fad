package com.docurift.webhooks.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A row of the table webhook_endpoint. */
@Entity
@Table(name = "webhook_endpoint")
public class WebhookEndpointEntity {
    @Id
    public String id = "";

    @Column(name = "organization_id")
    public String organizationId = "";

    public String url = "";
    public String secret = "";

    @Column(columnDefinition = "text[]")
    public String[] events = {};

    public boolean active;
    public @Nullable String description;

    @Column(name = "disabled_reason")
    public @Nullable String disabledReason;

    @Column(name = "disabled_at")
    public @Nullable OffsetDateTime disabledAt;

    @Column(name = "created_at")
    public OffsetDateTime createdAt = OffsetDateTime.MIN;

    @Column(name = "updated_at")
    public OffsetDateTime updatedAt = OffsetDateTime.MIN;
}
