create table saint.language (
    language text primary key,
    place integer not null
);
select pg_catalog.pg_extension_config_dump('saint.language', '');
comment on table saint.language is 'The languages of names and texts; the one with the lowest place is the default';
