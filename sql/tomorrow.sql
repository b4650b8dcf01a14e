-- Where days are not counted any more, no moment is planned.
create function saint.tomorrow() returns timestamptz
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    today constant date := saint.today();
begin
    if today >= '294276-12-30' then
        return timestamptz 'infinity';
    end if;
    return (today + 1)::timestamp at time zone (select c.zone from saint.clock as c);
end
$$;
comment on function saint.tomorrow() is 'Internal: when today ends: what is later is planned, and has not happened';
