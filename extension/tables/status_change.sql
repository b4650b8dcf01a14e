create table saint.status_change (
    id text not null,
    entity text not null,
    status text not null,
    active boolean not null,
    changed_at timestamptz not null,
    change bigint generated always as identity,
    primary key (id, entity, status, change)
) with (vacuum_truncate = false);
select pg_catalog.pg_extension_config_dump('saint.status_change', '');
select pg_catalog.pg_extension_config_dump('saint.status_change_change_seq', '');
comment on table saint.status_change is 'Internal: the stored history: one row per flip of a status on a record';

