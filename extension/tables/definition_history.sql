create table saint.definition_history (
    change bigint generated always as identity primary key,
    changed_at timestamptz not null default pg_catalog.now(),
    changed_by text not null default session_user,
    kind text not null,
    name text not null,
    before jsonb,
    after jsonb,
    request bigint
);
select pg_catalog.pg_extension_config_dump('saint.definition_history', '');
select pg_catalog.pg_extension_config_dump('saint.definition_history_change_seq', '');
comment on table saint.definition_history is
    'One row per change of a status, counter, selection or monitor of the definition: from what, to what, by whom';
comment on column saint.definition_history.change is 'In the order in which they came into force';
comment on column saint.definition_history.changed_at is 'Since when the change is in force';
comment on column saint.definition_history.changed_by is 'The role that applied it, or proposed it from inside the database';
comment on column saint.definition_history.kind is 'status, counter, selection or monitor';
comment on column saint.definition_history.name is 'The name that the definition gives it';
comment on column saint.definition_history.before is 'What it was; NULL: it is new';
comment on column saint.definition_history.after is 'What it is; NULL: it went';
comment on column saint.definition_history.request is
    'Of saint.request, where it was defined from inside the database: what was proposed is there';

