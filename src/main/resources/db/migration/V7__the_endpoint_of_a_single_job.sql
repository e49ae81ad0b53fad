-- Written with the job, in its transaction; only the dispatcher reads it.
create table job_endpoint (
    job_id text collate "C" primary key,
    organization_id text collate "C" not null,
    url text not null,
    secret text not null
) partition by range (job_id);

insert into partitioned_table values ('job_endpoint', 'job');
