create table saint.definition (
    file text primary key,
    content text not null,
    applied_at timestamptz not null default now(),
    applied_by text not null default session_user,
    owner text
);
select pg_catalog.pg_extension_config_dump('saint.definition', '');
comment on table saint.definition is 'Internal: the YAML files in force, as they were applied';

comment on column saint.definition.owner is
    'The folder or file with which it was given to saint apply; what another owner has stays when that is given alone';
