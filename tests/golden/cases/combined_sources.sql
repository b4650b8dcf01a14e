-- company: one column per counter, exact: from the stored row where it is valid, else computed.
create or replace view saint.company_counter as
select
  c.id,
  (c.touches_count_activity + c.touches_count_sale) as touches,
  greatest(c.last_touch_max_activity_date, c.last_touch_max_sale_date) as last_touch,
  cast(null as bigint) as requests
from saint_data.company c
where not exists (select from saint_data.company_stale s where s.id = c.id)
union all
-- the id as the stale record has it: a question for one id then asks for that record alone
select
  s.id,
  (l.touches_count_activity + l.touches_count_sale),
  greatest(l.last_touch_max_activity_date, l.last_touch_max_sale_date),
  cast(null as bigint)
from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live(s.id, saint.today()) l;

-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- quiet (combined_sources.yaml:18): not exists(touch) filter (where past(period1)) and request_open = 0
    case when (not (c.touches_count_activity > 0 or c.touches_count_sale > 0)) and (cast(null as bigint) = 0) then 'quiet' end
  ], null)
$saint$;
