create table event (
    job_id text collate "C" not null,
    sequence integer not null check (sequence > 0),
    id text collate "C" not null,
    organization_id text collate "C" not null,
    type text not null,
    data text not null, -- the JSON object that Kafka, streams and webhooks carry
    traceparent text not null,
    created_at timestamptz not null,
    shard smallint not null generated always as (hashtext(job_id) & 15) stored,
    published_at timestamptz,
    primary key (job_id, sequence)
) partition by range (job_id);

-- relay: what is not yet on Kafka, shard by shard, each job's events in their order
create index event_unpublished on event (shard, job_id, sequence) where published_at is null;

insert into partitioned_table values ('event', 'job');
