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

-- company: one row per active status.
create or replace view saint.company_status as
select
  a.id, a.status,
  -- a snapshot from before an apply does not see what the apply wrote into saint.status
  (array['Quiet', 'Quiet customer']::text[])[s.ordinal] as name,
  (array[10, 20]::integer[])[s.ordinal] as rank,
  (array[false, false]::boolean[])[s.ordinal] as visual,
  a.since
from (
  select v.id, v.status, v.since
  from saint_data.company_statusvalue v
  where not exists (select from saint_data.company_stale s where s.id = v.id)
  union all
  select s.id, l.status, l.since
  from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live_statuses(s.id, saint.today()) l
) a
cross join lateral (select array_position(array['quiet', 'quiet_customer'], a.status) as ordinal) s;
