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
comment on column saint.calculation.monitor is 'The monitor, by the name that the definition gives it';
comment on column saint.calculation.entity is 'What its relations are';
comment on column saint.calculation.calculated_at is 'When it was calculated: what its views show is as of then';
comment on column saint.calculation.duration is 'How long that took';
comment on column saint.calculation.calculated_by is 'The role that asked for it';
comment on column saint.calculation.relations is 'How many relations it is about';
comment on column saint.calculation.moments is 'How many contact moments it has counted';
comment on column saint.calculation.today is 'The day it was calculated for: days are counted back from it';

