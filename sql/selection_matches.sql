-- Late bound: a view on every selection's view would stand in the way of changing them.
create function saint.selection_matches(name text) returns bigint
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    matches bigint;
begin
    -- A materialized one that an online apply makes at its end.
    if exists (select from saint.selection as s where s.selection = name and s.kind = 'materialized')
        and pg_catalog.to_regclass(pg_catalog.format('saint.%I', 'selection_' || name)) is null
    then
        return null;
    end if;
    -- One that shows what is confidential.
    if not coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass(pg_catalog.format('saint.%I', 'selection_' || name)), 'select'), true) then
        return null;
    end if;
    execute pg_catalog.format(
        'select pg_catalog.count(*) from (%s) as s (id)', (select s.query from saint.source_of('selection:' || name) as s)
    ) into matches;
    return matches;
end
$$;
comment on function saint.selection_matches(text) is 'How many records are in a selection; NULL for those who may not read it';

