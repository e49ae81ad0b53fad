-- One row for each top-level key of a job's metadata. The hash is of organisation, key and value, so that one narrow key finds and orders.
-- GET /v1/jobs?metadata.KEY=value
create table job_metadata (
    hash bigint not null,
    job_id text collate "C" not null,
    primary key (hash, job_id)
) partition by range (job_id);

insert into partitioned_table values ('job_metadata', 'job');
