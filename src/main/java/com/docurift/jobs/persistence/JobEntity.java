package com.docurift.jobs.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of the table job, for reading: every change is a guarded statement of {@link JobStatements}. */
@Entity
@Immutable
@Table(name = "job")
public class JobEntity {
    @Id
    public String id = "";

    @Column(name = "organization_id")
    public String organizationId = "";

    @Column(name = "document_id")
    public String documentId = "";

    @Column(name = "batch_id")
    public @Nullable String batchId;

    @Column(name = "retry_of")
    public @Nullable String retryOf;

    public String status = "";
    public short progress;

    @Column(name = "document_type")
    public String documentType = "";

    @Column(name = "detected_document_type")
    public @Nullable String detectedDocumentType;

    public short priority;
    public String language = "";

    @Column(name = "extract_tables")
    public boolean extractTables;

    @Column(name = "ocr_fallback")
    public boolean ocrFallback;

    public @Nullable String metadata;

    @Column(name = "file_name")
    public String fileName = "";

    @Column(name = "file_size")
    public long fileSize;

    @Column(name = "mime_type")
    public String mimeType = "";

    @Column(name = "page_count")
    public @Nullable Integer pageCount;

    @Column(name = "pages_processed")
    public @Nullable Integer pagesProcessed;

    public short attempts;
    public @Nullable Double confidence;

    @Column(name = "error_code")
    public @Nullable String errorCode;

    @Column(name = "error_message")
    public @Nullable String errorMessage;

    @Column(name = "error_retryable")
    public @Nullable Boolean errorRetryable;

    @Column(name = "created_at")
    public OffsetDateTime createdAt = OffsetDateTime.MIN;

    @Column(name = "updated_at")
    public OffsetDateTime updatedAt = OffsetDateTime.MIN;

    @Column(name = "started_at")
    public @Nullable OffsetDateTime startedAt;

    @Column(name = "completed_at")
    public @Nullable OffsetDateTime completedAt;

    public boolean superseded;

    @Column(name = "document_deleted_at")
    public @Nullable OffsetDateTime documentDeletedAt;
}
