
create table saint.mapped_column (
    table_name text,
    column_name text,
    type text not null,
    position smallint not null,
    primary key (table_name, column_name)
);
comment on table saint.mapped_column is
    'Internal: the columns that triggers read, as the last apply found them. In no dump: a restored table has other '
    'positions';
