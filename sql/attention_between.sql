create function saint.attention_between(
    of_entity text, since date, until date, users text[] default null, of_ids text[] default null,
    method text default 'proportional'
)
returns table (
    id text, color text, code text, name text, total bigint, days integer, band integer,
    history bigint, history_days integer, correspondence bigint, correspondence_days integer,
    sales bigint, sales_days integer, helpdesk bigint, helpdesk_days integer
)
language plpgsql stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    if since > until then
        raise exception 'the period ends on %, before it begins on %', until, since
            using errcode = 'invalid_parameter_value', hint = 'Give the earlier date first.';
    end if;
    return query execute pg_catalog.format(
        'select a.id, a.color, a.code, a.name, a.total, a.days, a.band, a.history, a.history_days, a.correspondence,'
        ' a.correspondence_days, a.sales, a.sales_days, a.helpdesk, a.helpdesk_days from %s($1, $2, $3, $4, $5) as a',
        saint.attention_function(of_entity, 'attention_between')
    ) using since, until, users, of_ids, method;
end
$$;
comment on function saint.attention_between(text, date, date, text[], text[], text) is
    'An attention monitor that is not installed: of these records (NULL: all), by these users (NULL: everybody)';
