create table saint.language (
    language text primary key,
    place integer not null
);
select pg_catalog.pg_extension_config_dump('saint.language', '');
comment on table saint.language is 'The languages of names and texts; the one with the lowest place is the default';
comment on column saint.language.language is 'Its code';
comment on column saint.language.place is
    'Its place in the order: a text that is not in the language asked for is shown in the first it exists in';
