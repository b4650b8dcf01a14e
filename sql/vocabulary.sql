create function saint.vocabulary(entity text)
returns table (kind text, name text, type text, titles jsonb, operators text[], seen jsonb)
language plpgsql stable parallel unsafe security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    of_entity constant text := (saint.find_entity(entity)).entity;
begin
    return query
    with word as (
        select w.kind, w.name, w.type, null::jsonb as titles, w.seen, 1 as part, w.place::bigint
        from saint.vocabulary_word as w
        where w.entity = of_entity
        union all
        select 'counter', c.counter, c.type, null, null, 2, row_number() over (order by c.counter)
        from saint.counter as c
        where c.entity = of_entity
        union all
        select 'status', s.status, 'status', s.titles, null, 3, s.rank
        from saint.status as s
        where s.entity = of_entity and not s.deleted
        union all
        select 'selection', s.selection, 'selection', s.titles, null, 4, row_number() over (order by s.selection)
        from saint.selection as s
        where s.entity = of_entity
            and coalesce(
                has_table_privilege(saint.caller(), to_regclass(format('saint.%I', 'selection_' || s.selection)), 'select'),
                s.kind = 'static')
        union all
        select 'operator', o.name, o.form, o.titles, to_jsonb(o.types), 5, o.place
        from saint.operators() with ordinality as o (name, form, types, titles, place)
    )
    select
        w.kind, w.name, w.type, w.titles,
        case when w.part < 5 then array(
            select o.name
            from saint.operators() with ordinality as o (name, form, types, titles, place)
            where saint.kind_of_type(w.kind, w.type) = any (o.types)
            order by o.place
        ) end,
        w.seen
    from word as w
    order by w.part, w.place, w.name;
end
$$;
comment on function saint.vocabulary(text) is
    'What criteria of an entity can be made of, for a form: fields with values that were seen, sources, periods, counters, '
    'statuses, selections, and operators with what they are called in en, nl, no and da';

