create table saint.counter (
    counter text not null,
    entity text not null,
    value text not null,
    type text not null,
    standard text,
    primary key (counter, entity)
);
select pg_catalog.pg_extension_config_dump('saint.counter', '');
comment on table saint.counter is 'Internal: the counters in force';
comment on column saint.counter.value is 'As the user wrote it';
comment on column saint.counter.standard is 'The source or set of which it is a standard counter';

