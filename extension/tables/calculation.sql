create table saint.calculation (
    monitor text primary key,
    entity text not null,
    today date not null,
    calculated_at timestamptz not null,
    duration interval,
    calculated_by text not null,
    relations bigint,
    moments bigint,
    of_monitor text,
    controls jsonb,
    for_user text,
    seen_by text[]
);
select pg_catalog.pg_extension_config_dump('saint.calculation', '');
comment on table saint.calculation is
    'The last calculation of each attention monitor, and those with controls of their own that are remembered';
comment on column saint.calculation.monitor is
    'The monitor, by the name that the definition gives it; with controls of its own: the name of the calculation';
comment on column saint.calculation.entity is 'What its relations are';
comment on column saint.calculation.calculated_at is 'When it was calculated: what its views show is as of then';
comment on column saint.calculation.duration is 'How long that took';
comment on column saint.calculation.calculated_by is 'The role that asked for it';
comment on column saint.calculation.relations is 'How many relations it is about';
comment on column saint.calculation.moments is 'How many contact moments it has counted';
comment on column saint.calculation.today is 'The day it was calculated for: days are counted back from it';

comment on column saint.calculation.of_monitor is 'Of which monitor it is a calculation with controls of its own';
comment on column saint.calculation.controls is 'The period, the users and the rest that were chosen; NULL: as the definition has them';
comment on column saint.calculation.for_user is 'For whom it is remembered, by the name that was given; NULL: for all';
comment on column saint.calculation.seen_by is
    'Who sees it has to be in the roles of these classes, since the relations that were chosen are confidential';
