create table saint.entity (
    entity text primary key,
    key_type text not null
);
select pg_catalog.pg_extension_config_dump('saint.entity', '');
comment on table saint.entity is 'The entities in force (company, person, …) and the type of their keys';

