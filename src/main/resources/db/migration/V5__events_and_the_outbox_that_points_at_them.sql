create table event (
    job_id text collate "C" not null,
    sequence integer not null check (sequence > 0),
    id text collate "C" not null,
    organization_id text collate "C" not null,
    type text not null,
    data text not null, -- the JSON object that Kafka, streams and webhooks carry
    traceparent text not null,
    created_at timestamptz not null,
    primary key (job_id, sequence)
) partition by range (job_id);

insert into partitioned_table values ('event', 'job');

-- What is not on Kafka yet: a pointer to each event, written with it and deleted after the broker's acknowledgement. Events stay as they
-- were written, and only this small table churns. A position is drawn while the job's row is locked, so positions of one job grow with its
-- sequence; between jobs they may become visible in another order.
create table outbox (
    position bigint generated always as identity primary key, -- relay: what to publish next
    shard smallint not null generated always as (hashtext(job_id) & 15) stored,
    job_id text collate "C" not null,
    sequence integer not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
