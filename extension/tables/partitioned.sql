
create table saint.partitioned (
    table_name text,
    parent text,
    known bigint not null,
    primary key (table_name, parent)
);
comment on table saint.partitioned is
    'Internal: the partitions that the stored rows know of. In no dump, since they are others there: the first tick '
    'looks anew';
comment on column saint.partitioned.table_name is 'A mapped table, as to_regclass reads it';
comment on column saint.partitioned.parent is 'The table itself, or one of its partitions that has partitions';
comment on column saint.partitioned.known is 'saint.partitions_now(parent) when all of them had been followed';
