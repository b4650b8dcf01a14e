-- `(instant at time zone zone)::date`, but at the ends of what a timestamp can hold: the zone's own time may not be there.
-- Each is one expression, so that PostgreSQL puts it in the place of the call.
create function saint.edge_day(stamp timestamp, from_zone text, zone text) returns date
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    if not isfinite(stamp) then
        return stamp::date;
    elsif stamp < '2000-01-01' then
        return greatest((((stamp + interval '2 days') at time zone from_zone) at time zone zone)::date, '4714-11-26 BC') - 2;
    end if;
    return (((stamp - interval '2 days') at time zone from_zone) at time zone zone)::date + 2;
end
$$;
comment on function saint.edge_day(timestamp, text, text) is
    'Internal: what saint.day_of() says within two days of the first and of the last timestamp, and of the infinite '
    'ones';

create function saint.day_of(instant timestamptz, zone text) returns date
language sql immutable parallel safe
return case
    when instant between '4714-11-26 00:00+00 BC' and '294276-12-29 00:00+00' then (instant at time zone zone)::date
    else saint.edge_day(instant at time zone 'UTC', 'UTC', zone)
end;
comment on function saint.day_of(timestamptz, text) is 'Internal: the day in a time zone of a point in time';

create function saint.day_of(stamp timestamp, from_zone text, zone text) returns date
language sql immutable parallel safe
return case
    when stamp between '4714-11-26 00:00 BC' and '294276-12-29 00:00'
        then ((stamp at time zone from_zone) at time zone zone)::date
    else saint.edge_day(stamp, from_zone, zone)
end;
comment on function saint.day_of(timestamp, text, text) is
    'Internal: the day in a time zone of a time that is read in another zone';
