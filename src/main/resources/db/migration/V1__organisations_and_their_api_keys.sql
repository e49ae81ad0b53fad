create table organization (id text collate "C" primary key, name text not null, created_at timestamptz not null);
create table api_key (
    id text collate "C" primary key, organization_id text collate "C" not null references organization (id), name text not null,
    prefix text not null, hash bytea not null unique, scopes text[] not null, created_at timestamptz not null,
    expires_at timestamptz, disabled boolean not null default false, last_used_at timestamptz);
create index api_key_of_organization on api_key (organization_id, id);
