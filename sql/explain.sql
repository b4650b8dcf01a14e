create function saint.explain(status text, id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable parallel restricted
as $$
declare
    entity text := (saint.find_status(status)).entity;
begin
    return query execute pg_catalog.format(
        'select e.criterion, e.value, e.met, e.changes_on from saint_data.%I($1, $2) as e', entity || '_explain'
    ) using status, id;
end
$$;
comment on function saint.explain(text, text) is
    'Each criterion of a status for one record: its value, whether it is met, when that changes by itself';
