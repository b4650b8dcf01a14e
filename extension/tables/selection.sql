create table saint.selection (
    selection text primary key,
    entity text not null,
    kind text not null check (kind in ('dynamic', 'materialized', 'static')),
    titles jsonb not null default '{}',
    criteria jsonb not null default '[]',
    columns jsonb not null default '[]',
    max_age interval,
    declared boolean not null default false
);
select pg_catalog.pg_extension_config_dump('saint.selection', '');
comment on table saint.selection is 'The selections: those of the definitions in force, and static ones that people made';
comment on column saint.selection.selection is 'Its name';
comment on column saint.selection.entity is 'What its records are';
comment on column saint.selection.kind is
    'dynamic: a view; materialized: as of its last refresh; static: people add to it';
comment on column saint.selection.titles is 'Name by language';
comment on column saint.selection.criteria is 'List of the criteria as the user wrote them; all must hold';
comment on column saint.selection.columns is 'What is shown beside the id';
comment on column saint.selection.max_age is 'Of a materialized one: when it is older, the tick refreshes it';
comment on column saint.selection.declared is 'Whether the definitions in force name it';

