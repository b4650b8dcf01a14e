create table saint.retention (
    what text primary key,
    days integer not null check (days > 0),
    pruned_on date
);
select pg_catalog.pg_extension_config_dump('saint.retention', '');
comment on table saint.retention is
    'Internal: for how many days something is kept: status_history; what is not named is kept for ever';

