create table saint.monitor (
    monitor text primary key,
    entity text not null,
    titles jsonb not null
);
select pg_catalog.pg_extension_config_dump('saint.monitor', '');
comment on table saint.monitor is 'Internal: the attention monitors in force';
comment on column saint.monitor.titles is 'Name by language';

