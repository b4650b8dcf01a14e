-- A transaction that began before midnight may meet rows that were stored after it.
create function saint.midnight_passed() returns boolean
language sql volatile parallel safe
return (pg_catalog.clock_timestamp() at time zone 'UTC')::pg_catalog.date
    > (pg_catalog.now() at time zone 'UTC')::pg_catalog.date;
comment on function saint.midnight_passed() is 'Internal: whether the day changed since this transaction began';

