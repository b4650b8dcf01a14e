create function saint.refresh_selections() returns bigint
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    selection text;
    refreshed bigint := 0;
begin
    if pg_catalog.pg_is_in_recovery() then
        return 0;
    end if;
    for selection in
        select s.selection
        from saint.selection as s
        where s.kind = 'materialized'
            and s.entity in (select e.entity from saint.present_entities() as e (entity))
            -- an online apply makes it at its end
            and pg_catalog.to_regclass(pg_catalog.format('saint.%I', 'selection_' || s.selection)) is not null
            and not exists (
                select from saint.selection_refresh as r
                where r.selection = s.selection
                    and r.as_of = saint.today()
                    and r.refreshed_at > pg_catalog.now() - s.max_age
            )
        order by s.selection
        -- somebody else is at it: a second refresh would wait for the first, to do the same
        for no key update skip locked
    loop
        execute pg_catalog.format('select %s()', saint.compiled_function('selection_' || selection || '_refresh'));
        refreshed := refreshed + 1;
    end loop;
    return refreshed;
end
$$;
comment on function saint.refresh_selections() is
    'Refreshes the materialized selections that are older than they may be, or of another day; returns how many';

