package com.docurift.jobs.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What was read from a document; without content it is a file of the document store. */
@Entity
@Immutable
@Table(name = "result")
public class ResultEntity {
    @Id
    @Column(name = "job_id")
    public String jobId = "";

    public @Nullable String content;
    public @Nullable String evidence;
}
