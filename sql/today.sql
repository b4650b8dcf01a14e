-- One expression, so that each query that asks carries it instead of a call: a read of one record costs little more.
-- saint.follow_clock rewrites it whenever the clock changes.
create function saint.today() returns date
language sql stable parallel safe
return (pg_catalog.now() at time zone 'UTC')::pg_catalog.date;
comment on function saint.today() is 'The date in force: pinned, or now in the configured time zone';

