
-- Not really immutable: so PostgreSQL asks once, when it plans the statement, and again after an ALTER TABLE.
create function saint.columns_as_mapped(table_name text, columns text[], types text[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return not exists (
        select
        from unnest(columns, types) as mapped (name, type)
        left join pg_attribute as a
            on a.attrelid = to_regclass(table_name) and a.attname = mapped.name and not a.attisdropped
        left join pg_type as t on t.oid = a.atttypid
        left join pg_type as was on was.oid = to_regtype(mapped.type)
        where (t.oid = was.oid or t.typcategory = was.typcategory and t.typcategory in ('N', 'S', 'D')) is not true
    );
end
$$;
comment on function saint.columns_as_mapped(text, text[], text[]) is
    'Whether a table still has the columns that its trigger function reads, of types that can take their place';
