-- A row of job is written three times with another status, so that each index here costs three entries a job: as few as can be.

-- GET /v1/jobs by status, by documentType and by both: one filter alone is a merge over the few values of the other
create index job_of_organization_by_kind on job (organization_id, status, document_type, id);
drop index job_of_organization_by_status;

-- GET /v1/jobs?sortBy=updatedAt, in the whole seconds that are shown: ended jobs, which change no more, so that each has one entry. Those
-- that wait are in the order of their ids, and those in work are few.
create index job_ended on job (organization_id, status, document_type, date_trunc('second', completed_at at time zone 'UTC'), id)
    where completed_at is not null;

-- GET /v1/jobs?batchId, and the counts of a batch
create index job_of_batch on job (batch_id, id) where batch_id is not null;
