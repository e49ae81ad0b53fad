-- Rows of jobs and deliveries change a few times, soon after they were written. Room on their page keeps renewals of a lease, progress and
-- attempts out of the indexes, and new versions short in the log. Early vacuuming matters for the partial indexes of what is open: their
-- dead entries stand in front of the waiting rows, oldest first, and every claim walks over them. The parameters cannot stand on the
-- partitioned table itself.

alter table partitioned_table add column storage text not null default '';

update partitioned_table
set storage = 'fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000'
where name in ('job', 'delivery');

-- As in V2, and with the storage parameters of the table.
create or replace function create_partitions(from_time timestamptz, to_time timestamptz) returns void language plpgsql as $$
declare
    part record;
    week timestamptz := date_trunc('week', from_time, 'UTC');
    partition_name text;
begin
    perform pg_advisory_xact_lock(hashtext('create_partitions'));
    while week <= to_time loop
        for part in select * from partitioned_table loop
            partition_name := part.name || '_' || to_char(week at time zone 'UTC', 'YYYYMMDD');
            if to_regclass(partition_name) is null then
                execute format('create table %I partition of %I for values from (%L) to (%L)', partition_name, part.name,
                    id_floor(part.id_prefix, week), id_floor(part.id_prefix, week + interval '7 days'))
                    || case when part.storage <> '' then ' with (' || part.storage || ')' else '' end;
            end if;
        end loop;
        week := week + interval '7 days';
    end loop;
end $$;

do $$
declare
    part record;
begin
    for part in select inhrelid::regclass as name, storage from pg_inherits join partitioned_table on inhparent = to_regclass(name)
            where storage <> '' loop
        execute format('alter table %s set (%s)', part.name, part.storage);
    end loop;
end $$;
