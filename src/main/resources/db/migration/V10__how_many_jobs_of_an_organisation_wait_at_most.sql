-- The limit of waiting jobs is kept without counting them at each submission. at_most is never less than the number of an
-- organisation's pending jobs: whoever inserts pending jobs raises it in the same transaction. What starts, ends or is cancelled does
-- not touch it, so that claims and submissions do not wait for each other; it comes down when the jobs are counted, which is
-- needed only when at_most has reached the limit.
create table waiting_jobs (
    organization_id text collate "C" primary key,
    at_most integer not null check (at_most >= 0),
    counted_at timestamptz not null default '-infinity'
) with (fillfactor = 50); -- raised by every batch of submissions: room on the page keeps that out of the index

-- How many more jobs of an organisation may wait. Counts them, unless that was done just now: counting n jobs is repeated after
-- n * 5 microseconds at the earliest, a multiple of what it takes, so that a full organisation cannot keep the database busy.
create function room_for_waiting_jobs(organization text, most integer) returns integer language plpgsql as $$
declare
    held waiting_jobs;
    counted integer;
begin
    insert into waiting_jobs values (organization, 0) on conflict do nothing;
    -- From here on nobody submits for the organisation; the count, a statement of its own, sees all that was submitted before.
    select * into held from waiting_jobs where organization_id = organization for update;
    if held.counted_at + held.at_most * interval '5 microseconds' <= clock_timestamp() then
        select count(*) into counted from (
            select from job where organization_id = organization and status = 'pending' limit most + 1) as waiting;
        held.at_most := case when counted <= most then counted else greatest(counted, held.at_most) end; -- not counted to the end
        update waiting_jobs set at_most = held.at_most, counted_at = clock_timestamp() where organization_id = organization;
    end if;
    return most - held.at_most;
end $$;
