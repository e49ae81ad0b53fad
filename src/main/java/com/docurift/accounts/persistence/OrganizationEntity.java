package com.docurift.accounts.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code organization}. */
@Entity
@Table(name = "organization")
public class OrganizationEntity {
    @Id
    public String id = "";

    public String name = "";

    @Column(name = "created_at")
    public Instant createdAt = Instant.EPOCH;
}
