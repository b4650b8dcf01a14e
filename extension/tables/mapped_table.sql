
create table saint.mapped_table (
    table_name text primary key,
    relation oid not null,
    catalog oid not null
);
select pg_catalog.pg_extension_config_dump('saint.mapped_table', '');
comment on table saint.mapped_table is 'Internal: which tables of the CRM the stored rows were computed from';
comment on column saint.mapped_table.table_name is 'As to_regclass reads it';
comment on column saint.mapped_table.relation is 'The table that had the name when the records were last computed from it';
comment on column saint.mapped_table.catalog is
    'The oid of saint.mapped_table itself then: another one is a restored dump, in which every table has another oid';
