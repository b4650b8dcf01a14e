
-- Not really immutable: so PostgreSQL asks once, when it plans the statement, and again after the tables were altered,
-- renamed or dropped, where `relations` names them as constants. That is all that `relations` is there for.
create function saint.tables_known(table_names text[], relations regclass[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select nullif(bool_and(coalesce(
            m.catalog = 'saint.mapped_table'::regclass
            and m.relation = c.oid
            and c.relpersistence = 'p'
            and (c.relkind = 'p'
                or c.relkind = 'r' and not exists (select from pg_inherits as i where i.inhparent = c.oid)), false)), false)
        from unnest(table_names) as mapped (name)
        left join saint.mapped_table as m on m.table_name = mapped.name
        left join pg_class as c on c.oid = to_regclass(mapped.name)
    );
end
$$;
comment on function saint.tables_known(text[], regclass[]) is
    'Internal: true where the stored rows were computed from the tables of these names; NULL where that has to be '
    'asked each time';
