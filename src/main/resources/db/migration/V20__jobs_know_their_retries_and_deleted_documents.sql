alter table job
    add column superseded boolean not null default false, -- a later job over the same document took its place
    add column document_deleted_at timestamptz; -- a tombstone: document and result are gone, the row stays

-- GET, DELETE /v1/documents/{id} and the retry: the jobs of a document; GET /v1/documents: the documents of an organisation, newest first
create index job_of_document on job (organization_id, document_id);
