-- Rows live until their transaction commits: nothing of it needs to outlive a crash.
create unlogged table saint.announcement (
    transaction xid8 not null default pg_catalog.pg_current_xact_id(),
    flip bigint generated always as identity,
    entity text not null,
    status text not null,
    active boolean not null,
    ids text[] not null,
    primary key (transaction, flip)
);
comment on table saint.announcement is
    'Internal: flips to be announced when their transaction commits; empty for everybody else';

