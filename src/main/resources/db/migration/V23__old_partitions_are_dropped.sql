-- Drops the partitions of some tables whose week ended before a moment. It waits two seconds for each lock at most: behind a long reader it
-- would stop everybody who comes after, so it rather fails and is called again.
create function drop_partitions(before timestamptz, tables text[]) returns integer language plpgsql set lock_timeout = '2s' as $$
declare
    part record;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('create_partitions'));
    for part in
        select child.oid::regclass as name from partitioned_table
        join pg_inherits on pg_inherits.inhparent = to_regclass(partitioned_table.name)
        join pg_class child on child.oid = pg_inherits.inhrelid
        where partitioned_table.name = any(tables)
            and to_date(right(child.relname, 8), 'YYYYMMDD')::timestamp at time zone 'UTC' + interval '7 days' <= before
        order by child.relname
    loop
        execute format('drop table %s', part.name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end $$;
