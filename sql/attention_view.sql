create function saint.attention_view(of_monitor text, word text) returns text
language plpgsql stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
declare
    entity text := (select c.entity from saint.calculation as c where c.monitor = attention_view.of_monitor and c.controls is not null);
    key_type text;
begin
    if entity is null then
        return format('saint.%I', 'attention_' || of_monitor || word);
    end if;
    -- The keys as the CRM has them.
    select format_type(t.typelem, null) into key_type
    from pg_proc as p
    join pg_type as t on t.oid = p.proargtypes[0]
    where p.oid = saint.attention_function(entity, 'relations');
    return (
        select
            format(
                '(select %s from saint.%I as c where c.calculation = %L)',
                string_agg(
                    case a.attname when 'id' then format('c.id::%s as id', key_type) else format('c.%I', a.attname) end,
                    ', ' order by a.attnum
                ),
                'calculated' || word, of_monitor
            )
        from pg_attribute as a
        where a.attrelid = format('saint.%I', 'calculated' || word)::regclass and a.attnum > 0 and not a.attisdropped
            and a.attname <> 'calculation'
    );
end
$$;
comment on function saint.attention_view(text, text) is
    'Internal: a view of a monitor, or the same of a calculation with controls of its own, as SQL';
