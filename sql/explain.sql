create function saint.explain(status text, id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel restricted
as $$
declare
    entity text := (select s.entity from saint.status as s where s.status = explain.status);
begin
    if entity is null then
        raise exception 'there is no status %', pg_catalog.quote_nullable(status)
            using errcode = 'undefined_object',
            hint = coalesce(
                (select 'Known: ' || pg_catalog.string_agg(s.status, ', ' order by s.status) || '.'
                 from saint.status as s),
                'No status is in force: saint apply FILE.'
            );
    end if;
    return query execute pg_catalog.format(
        'select e.criterion, e.value, e.met, e.changes_on from saint_data.%I($1, $2) as e', entity || '_explain'
    ) using status, id;
end
$$;
comment on function saint.explain(text, text) is
    'Each criterion of a status for one record: its value, whether it is met, when that changes by itself';

