create table saint.calculation (
    monitor text primary key,
    entity text not null,
    today date not null,
    calculated_at timestamptz not null,
    duration interval,
    calculated_by text not null,
    relations bigint,
    moments bigint
);
select pg_catalog.pg_extension_config_dump('saint.calculation', '');
comment on table saint.calculation is 'The last calculation of each attention monitor';
comment on column saint.calculation.today is 'The day it was calculated for: days are counted back from it';

