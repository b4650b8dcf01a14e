create table saint.proposal (
    request bigint generated always as identity primary key,
    kind text not null,
    name text not null,
    -- NULL: what has that kind and name is to go
    definition jsonb,
    comment text,
    only_stored boolean not null default false,
    state text not null default 'waiting'
        check (state in ('waiting', 'checked', 'refused', 'confirmed', 'applied', 'failed', 'cancelled')),
    errors jsonb not null default '[]',
    changes jsonb not null default '[]',
    matches bigint,
    sample jsonb not null default '[]',
    proposed_by text not null,
    proposed_at timestamptz not null default pg_catalog.clock_timestamp(),
    -- in which transaction: until that has committed nobody can answer
    proposed_in xid8 not null default pg_catalog.pg_current_xact_id(),
    checked_at timestamptz,
    confirmed_by text,
    confirmed_at timestamptz,
    applied_at timestamptz,
    under_way boolean not null default false
);
select pg_catalog.pg_extension_config_dump('saint.proposal', '');
select pg_catalog.pg_extension_config_dump('saint.proposal_request_seq', '');
-- What a worker looks for, many times a minute.
create index proposal_open on saint.proposal (request) where state in ('waiting', 'confirmed') or under_way;
comment on table saint.proposal is
    'Internal: what was proposed from inside the database, and what became of it; saint.request shows it';
comment on column saint.proposal.only_stored is
    'Whether it may be applied only if all that it asks is stored already (saint.selection_define)';
comment on column saint.proposal.under_way is
    'Whether an apply of it has begun that has not filled every row yet: a worker goes on with it';

