create table saint.calculated_relation (
    id text not null,
    calculation text not null,
    color text,
    code text,
    name text,
    total bigint not null,
    last date,
    band integer not null,
    history bigint not null,
    history_last date,
    correspondence bigint not null,
    correspondence_last date,
    sales bigint not null,
    sales_last date,
    helpdesk bigint not null,
    helpdesk_last date,
    revenue numeric,
    sales_band integer,
    sale_added date,
    primary key (id, calculation)
);
create index calculated_relation_calculation on saint.calculated_relation (calculation);
-- What tells two calculations of one monitor apart, without a wait. It goes where the table goes.
create sequence saint.calculation_number owned by saint.calculated_relation.calculation;
select pg_catalog.pg_extension_config_dump('saint.calculated_relation', '');
select pg_catalog.pg_extension_config_dump('saint.calculation_number', '');
comment on table saint.calculated_relation is
    'Internal: what was calculated with controls of its own, one row per relation, revenue in it';
