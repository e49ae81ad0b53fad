create table job (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    document_id text collate "C" not null,
    batch_id text collate "C",
    retry_of text collate "C",
    status text collate "C" not null check (status in ('pending', 'processing', 'completed', 'failed')),
    progress smallint not null check (progress between 0 and 100),
    sequence integer not null check (sequence > 0), -- of the job's newest event
    document_type text not null,
    detected_document_type text,
    priority smallint not null check (priority in (0, 1)), -- normal, high
    language text not null,
    extract_tables boolean not null,
    ocr_fallback boolean not null,
    metadata text, -- the submitter's JSON, letter by letter
    file_name text not null,
    file_size bigint not null,
    mime_type text not null,
    page_count integer,
    pages_processed integer,
    attempts smallint not null default 0,
    released smallint not null default 0, -- attempts that an orderly shutdown gave back; they do not count against the limit
    lease_expires_at timestamptz, -- by the clock of the database
    confidence double precision check (confidence between 0 and 1),
    error_code text,
    error_message text,
    error_retryable boolean,
    traceparent text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    started_at timestamptz,
    completed_at timestamptz,
    constraint terminal_exactly_when_completed_at check ((status in ('completed', 'failed')) = (completed_at is not null)),
    constraint all_done_exactly_when_completed check ((progress = 100) = (status = 'completed')),
    constraint nothing_done_while_pending check (status <> 'pending' or (progress = 0 and attempts = 0 and started_at is null)),
    constraint leased_exactly_while_processing check ((status = 'processing') = (lease_expires_at is not null)),
    constraint error_exactly_when_failed check (num_nonnulls(error_code, error_message, error_retryable) = case when status = 'failed' then 3 else 0 end)
) partition by range (id);

-- Rows change three times in their life: room on the page keeps renewals of the lease out of the indexes.
-- GET /v1/jobs: the newest jobs of an organisation, and those of one status
create index job_of_organization on job (organization_id, id);
create index job_of_organization_by_status on job (organization_id, status, id);
-- claim: the next waiting jobs of an organisation, high priority first, then the oldest
create index job_waiting on job (organization_id, priority desc, id) where status = 'pending';
-- rescue and renewal: jobs in work
create index job_in_work on job (id) where status = 'processing';

create table result (
    job_id text collate "C" primary key,
    content text, -- JSON as shown; absent: it is a file of the document store
    evidence text
) partition by range (job_id);

insert into partitioned_table values ('job', 'job'), ('result', 'job');
