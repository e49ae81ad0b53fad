create table document (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    file_name text not null,
    file_size bigint not null check (file_size > 0),
    mime_type text not null,
    sha256 bytea not null check (length(sha256) = 32),
    content bytea, -- absent: the bytes are a file of the document store
    created_at timestamptz not null,
    deleted_at timestamptz check (deleted_at is null or content is null)
) partition by range (id);

-- Documents are compressed already: no attempt at it; up to 8 kB a row stays whole.
alter table document alter column content set storage external;

insert into partitioned_table values ('document', 'doc');
