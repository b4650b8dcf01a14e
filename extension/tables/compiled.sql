create table saint.compiled (
    name text primary key,
    kind text not null,
    place integer not null,
    fingerprint text not null,
    drop_sql text not null default ''
);
select pg_catalog.pg_extension_config_dump('saint.compiled', '');
comment on table saint.compiled is 'Internal: every object that the compiler made';
comment on column saint.compiled.place is 'Order of creation; dropped in reverse';
comment on column saint.compiled.fingerprint is 'Of what the object was made from: unchanged means nothing to do';
comment on column saint.compiled.drop_sql is 'Not read: what is dropped is told by kind and name';
