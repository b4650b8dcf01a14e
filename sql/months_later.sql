-- One expression, so that PostgreSQL puts it in the place of the call. As date + interval does: a month later than the
-- 31st is the last day of a shorter month.
create function saint.months_later(day date, number integer) returns date
language sql immutable parallel safe
return (day::timestamp + number * interval '1 month')::date;
comment on function saint.months_later(date, integer) is 'Internal: the day so many months later; negative: earlier';
