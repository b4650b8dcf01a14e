create function saint.recalculate(
    monitor text, users text[] default null, period integer default null, selection text default null,
    since date default null, until date default null, user_group text default null, of jsonb default null,
    of_ids text[] default null, method text default null, revenue text default null, for_user text default null
)
returns timestamptz
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    of_entity text := saint.monitor_entity(monitor);
    calculated_at timestamptz;
    calculation text;
begin
    if num_nonnulls(users, period, selection, since, until, user_group, of, of_ids, method, revenue, for_user) = 0 then
        execute pg_catalog.format('select %s()', saint.compiled_function('attention_' || monitor || '_recalculate'))
            into calculated_at;
        return calculated_at;
    end if;
    calculation := saint.calculate(
        of_entity, users, period, selection, since, until, user_group, of, of_ids, method, revenue, for_user, monitor
    );
    return (select c.calculated_at from saint.calculation as c where c.monitor = calculation);
end
$$;
comment on function
    saint.recalculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text) is
    'Recalculates an attention monitor, without blocking its readers, or calculates it with controls of its own, '
    'remembered beside it; returns when that began';
