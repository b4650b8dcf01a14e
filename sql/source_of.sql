create function saint.source_of(source text)
returns table (kind text, name text, entity text, query text)
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    wanted text := case when source like '%:%' then pg_catalog.split_part(source, ':', 1) end;
    plain text := case when source like '%:%' then pg_catalog.split_part(source, ':', 2) else source end;
    found integer;
begin
    return query
    select s.kind, s.name, s.entity, s.query
    from (
        select 'status', t.status, t.entity,
            pg_catalog.format('select s.id::text from saint.%I as s where s.status = %L', t.entity || '_status', t.status)
        from saint.status as t
        union all
        select 'selection', t.selection, t.entity,
            case
                when t.declared then pg_catalog.format('select s.id::text from saint.%I as s', 'selection_' || t.selection)
                else pg_catalog.format('select m.id from saint.selection_member as m where m.selection = %L', t.selection)
            end
        from saint.selection as t
        union all
        -- its relations, all or those in a band: customers, customers/0
        select 'monitor', c.monitor || coalesce('/' || b.band, ''), c.entity,
            case
                when c.controls is null then
                    pg_catalog.format(
                        'select a.id::text from saint.%I as a where a.band = coalesce(%L, a.band)',
                        'attention_' || c.monitor, b.band
                    )
                else
                    pg_catalog.format(
                        'select a.id from saint.calculated as a where a.calculation = %L and a.band = coalesce(%L, a.band)',
                        c.monitor, b.band
                    )
            end
        from saint.calculation as c
        cross join pg_catalog.unnest(array[null, 0, 1, 2, 3, 4, 5]) as b (band)
    ) as s (kind, name, entity, query)
    where s.name = plain and s.kind = coalesce(wanted, s.kind);
    get diagnostics found = row_count;
    if found = 0 then
        raise exception 'there is no status, selection or monitor %', pg_catalog.quote_nullable(source)
            using errcode = 'undefined_object',
            hint = 'saint.statusdef, saint.selectiondef and saint.attention list them; a band is MONITOR/0 to MONITOR/5.';
    elsif found > 1 then
        raise exception '% names more than one of status, selection and monitor', source
            using errcode = 'ambiguous_alias',
            hint = pg_catalog.format('Write status:%1$s, selection:%1$s or monitor:%1$s.', plain);
    end if;
end
$$;
comment on function saint.source_of(text) is
    'Internal: what has this name and holds records: a status, selection or monitor, its entity, and the query for '
    'the ids as text';

