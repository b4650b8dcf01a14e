-- One expression, so that PostgreSQL puts it in the place of the call. Where a month is too short to have the day, it is
-- the first day of the next one.
create function saint.months_reached(day date, number integer) returns date
language sql immutable parallel safe
return saint.months_later(day, - number) + case
    when extract(day from saint.months_later(day, - number)) < extract(day from day) then 1 else 0
end;
comment on function saint.months_reached(date, integer) is
    'Internal: the first day that is, so many months later, on that day or after it';
