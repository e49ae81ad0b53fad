-- Ids are time-ordered (prefix, then 48 bits of milliseconds in base 32, then random), so the id alone prunes partitions and
-- retention drops whole ones. A table takes part by a row in partitioned_table.

create table partitioned_table (name text primary key, id_prefix text not null);

create function id_floor(prefix text, at timestamptz) returns text language plpgsql immutable as $$
declare
    digits constant text := '0123456789abcdefghjkmnpqrstvwxyz';
    millis bigint := floor(extract(epoch from at) * 1000);
    time_part text := '';
begin
    for i in 1..10 loop
        time_part := substr(digits, (millis & 31)::int + 1, 1) || time_part;
        millis := millis >> 5;
    end loop;
    return prefix || '_' || time_part || '0000000000000000';
end $$;

-- Creates the partitions of all tables for the weeks that touch [from_time, to_time]; what exists stays.
create function create_partitions(from_time timestamptz, to_time timestamptz) returns void language plpgsql as $$
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
                    id_floor(part.id_prefix, week), id_floor(part.id_prefix, week + interval '7 days'));
            end if;
        end loop;
        week := week + interval '7 days';
    end loop;
end $$;
