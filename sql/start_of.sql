-- One expression, so that PostgreSQL puts it in the place of the call. Weeks begin on Monday (ISO 8601).
create function saint.start_of(unit text, day date, number integer) returns date
language sql immutable parallel safe
return case unit
    when 'day' then day + number
    when 'half_year' then (
        pg_catalog.date_trunc('year', day::timestamp + number * interval '6 months')
        + case when extract(month from day::timestamp + number * interval '6 months') > 6
            then interval '6 months' else interval '0' end
    )::date
    else pg_catalog.date_trunc(unit, day::timestamp + number * (
        case unit
            when 'week' then interval '1 week'
            when 'month' then interval '1 month'
            when 'quarter' then interval '3 months'
            when 'year' then interval '1 year'
        end))::date
end;
comment on function saint.start_of(text, date, integer) is
    'Internal: the first day of the day, week, month, quarter, half_year or year that holds a date, so many of them '
    'later';
