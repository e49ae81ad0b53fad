create table webhook_endpoint (
    id text collate "C" primary key,
    organization_id text collate "C" not null,
    url text not null,
    secret text not null,
    events text[] not null, -- names, prefixes ending in '.*' or '*'; empty: all but progress
    active boolean not null,
    description text,
    disabled_reason text,
    disabled_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint disabled_only_while_inactive check (not active or (disabled_reason is null and disabled_at is null)),
    constraint reason_exactly_when_disabled check ((disabled_reason is null) = (disabled_at is null))
);

-- lists, the limit per organisation, and the dispatcher's directory
create index webhook_endpoint_of_organization on webhook_endpoint (organization_id, id);
