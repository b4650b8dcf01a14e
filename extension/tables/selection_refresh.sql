create table saint.selection_refresh (
    selection text primary key,
    refreshed_at timestamptz not null,
    as_of date not null
);
select pg_catalog.pg_extension_config_dump('saint.selection_refresh', '');
comment on table saint.selection_refresh is
    'Internal: when a materialized selection was last refreshed, and for which today';

