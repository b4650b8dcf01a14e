-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- quiet (status_reference.yaml:14): count(activity) filter (where past(period1)) < 2
    case when c.quiet_count_activity < 2 then 'quiet' end,
    -- quiet_customer (status_reference.yaml:15): status('quiet') and category = 'Customer'
    case when (coalesce(c.quiet_count_activity < 2, false)) and (c.category = 'Customer') then 'quiet_customer' end
  ], null)
$saint$;
