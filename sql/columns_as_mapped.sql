
-- Not really immutable: so PostgreSQL asks once, when it plans the statement, and again after an ALTER TABLE.
create function saint.columns_as_mapped(table_name text, columns text[], types text[], held text[]) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select case
            when bool_and(is_as_mapped) then true
            when bool_and(is_as_mapped or is_wider) then null
            else false
        end
        from (
            select
                (
                    t.oid = was.oid
                    or t.typcategory = 'S' and was.typcategory = 'S'
                    or t.typcategory = was.typcategory and t.typcategory in ('N', 'D') and mapped.name <> all (held)
                    -- a variable of ours takes each of its values
                    or (t.typname, was.typname) in (
                        ('int2', 'int4'), ('int2', 'int8'), ('int4', 'int8'),
                        ('int2', 'numeric'), ('int4', 'numeric'), ('int8', 'numeric'), ('float4', 'float8'))
                ) is true as is_as_mapped,
                (
                    (t.typname, was.typname) in (
                        ('int4', 'int2'), ('int8', 'int2'), ('int8', 'int4'),
                        ('numeric', 'int2'), ('numeric', 'int4'), ('numeric', 'int8'), ('float8', 'float4'))
                ) is true as is_wider
            from unnest(columns, types) as mapped (name, type)
            left join pg_attribute as a
                on a.attrelid = to_regclass(table_name) and a.attname = mapped.name and not a.attisdropped
            left join pg_type as t on t.oid = a.atttypid
            left join pg_type as was on was.oid = to_regtype(mapped.type)
        ) as columns_now
    );
end
$$;
comment on function saint.columns_as_mapped(text, text[], text[], text[]) is
    'Internal: whether a table still has the columns that its trigger function reads, of types that can take their '
    'place; NULL where one of those that are held, in variables or marks, is a wider number now, and its values have '
    'to be looked at';
