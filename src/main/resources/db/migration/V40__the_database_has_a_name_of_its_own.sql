-- The document store keeps this id beside its files: a process that was led to another database must not take the files of this one
-- for left over and remove them.
create table installation (
    only_one boolean primary key default true check (only_one),
    id text not null default gen_random_uuid()::text
);

insert into installation default values;
