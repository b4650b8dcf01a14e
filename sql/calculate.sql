create function saint.calculate(
    of_entity text, users text[] default null, period integer default null, selection text default null,
    since date default null, until date default null, user_group text default null, of jsonb default null,
    of_ids text[] default null, method text default null, revenue text default null, for_user text default null,
    of_monitor text default null
)
returns text
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    found record;
    refused text := case
        when period is not null and num_nonnulls(since, until) > 0 then
            'a period is a number of days back from today, or since and until'
        when period < 1 then 'a period has at least one day'
        when since > coalesce(until, saint.today()) then
            pg_catalog.format('the period ends on %s, before it begins on %s', coalesce(until, saint.today()), since)
        when until is not null and since is null then 'a period with an end needs since'
        when of_monitor is null and num_nonnulls(period, since) = 0 then 'which period? no monitor says it'
        when num_nonnulls(users, user_group) = 2 then 'the users are a list of keys, or a group'
        when num_nonnulls(selection, of_ids) = 2 then 'the relations are those of a selection, or a list of keys'
        when revenue not in ('orders', 'invoices', 'both') then pg_catalog.format('there is no revenue %L', revenue)
    end;
begin
    if refused is not null then
        raise exception '%', refused
            using errcode = 'invalid_parameter_value', hint = 'docs/attention.md says what can be chosen.';
    end if;
    if period is not null then
        since := saint.today() - (period - 1);
    end if;
    if since is not null then
        until := coalesce(until, saint.today());
    end if;
    if selection is not null then
        select s.* into found
        from saint.source_of(
            case
                when exists (select from saint.selection as d where d.selection = calculate.selection) then
                    'selection:' || selection
                else selection
            end
        ) as s;
        if found.kind = 'monitor' then
            raise exception '% is the result of an attention monitor', selection
                using errcode = 'wrong_object_type', hint = 'Name a selection, or a status as status:NAME.';
        elsif found.entity <> of_entity then
            raise exception '% is about %, and this about %', selection, found.entity, of_entity
                using errcode = 'wrong_object_type';
        end if;
        selection := case found.kind when 'selection' then found.name else found.kind || ':' || found.name end;
        -- With the rights of who asks: one that is confidential stays so.
        execute pg_catalog.format('select array(select s.id from (%s) as s (id))', found.query) into of_ids;
    end if;
    execute pg_catalog.format(
        'select %s($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', saint.attention_function(of_entity, 'calculate')
    ) into of_monitor using of_monitor, since, until, users, user_group, selection, of, of_ids, method, revenue, for_user;
    return of_monitor;
end
$$;
comment on function
    saint.calculate(text, text[], integer, text, date, date, text, jsonb, text[], text, text, text, text) is
    'Attention to the records of an entity, or as a monitor that controls are chosen for, calculated and remembered; '
    'returns the name of the calculation, by which saint.calculated and its like show it';
