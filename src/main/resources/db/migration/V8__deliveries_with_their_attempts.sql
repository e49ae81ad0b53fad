-- One event for one endpoint. The id is made from both: the time part of the event's id, then 80 bits of a hash of event and endpoint. So the
-- primary key alone keeps (event, endpoint) unique, although a unique key of a partitioned table must contain the partition key, and an
-- event that is read twice makes no second row.
--
-- The attempts stand in the row: the usual delivery is one insert and one update, and no further table or index is written.
create table delivery (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    endpoint_id text collate "C", -- absent: the job's own endpoint
    lane text collate "C" not null, -- deliveries that share slots: the endpoint, or one origin of an organisation for jobs' own endpoints
    job_id text collate "C" not null,
    sequence integer not null check (sequence > 0), -- the event's; with job_id it finds the event again
    event_id text collate "C" not null,
    event_type text not null,
    url text not null,
    status text collate "C" not null check (status in ('pending', 'retrying', 'delivered', 'dead', 'cancelled')),
    attempting boolean not null, -- claimed by a dispatcher until due_at, which is then the end of the lease
    due_at timestamptz, -- when it may be claimed, by the clock of the database
    attempt_count smallint not null default 0 check (attempt_count >= 0),
    attempts jsonb not null default '[]', -- [{at, statusCode?, durationMs, error?, responseBody?}]
    created_at timestamptz not null,
    completed_at timestamptz,
    dead_published_at timestamptz check (dead_published_at is null or status = 'dead'),
    constraint terminal_exactly_when_completed_at check ((status in ('delivered', 'dead', 'cancelled')) = (completed_at is not null)),
    constraint due_exactly_while_open check ((status in ('pending', 'retrying')) = (due_at is not null)),
    constraint attempting_only_while_open check (not attempting or due_at is not null),
    constraint pending_exactly_when_untried check (status = 'cancelled' or (status = 'pending') = (attempt_count = 0)),
    constraint every_attempt_is_logged check (attempt_count = jsonb_array_length(attempts))
) partition by range (id);

-- claim: what is due, first attempts apart from retries
create index delivery_open on delivery (status, due_at) where status in ('pending', 'retrying');
-- dead letters that are not yet on Kafka
create index delivery_dead_unpublished on delivery (id) where status = 'dead' and dead_published_at is null;

insert into partitioned_table values ('delivery', 'dlv');
