create table saint.entity (
    entity text primary key,
    key_type text not null,
    generation integer not null default 1,
    stored integer not null default 1,
    schema text,
    place integer not null default 0
);
select pg_catalog.pg_extension_config_dump('saint.entity', '');
comment on table saint.entity is 'The entities in force (company, person, ...) and the type of their keys';
comment on column saint.entity.entity is 'The name that the definition gives it';
comment on column saint.entity.key_type is 'The type of its keys, and so of `id` in its views';
comment on column saint.entity.generation is 'Rows of this generation hold all that the definition asks';
comment on column saint.entity.stored is 'The generation of rows that are stored now';
comment on column saint.entity.schema is 'Where its tables are, if the definition covers several schemas';
comment on column saint.entity.place is 'A tick takes them in this order: who is asked by others comes first';

