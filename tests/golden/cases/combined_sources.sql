-- company: one row per record, one column per counter, exact.
create or replace view saint.company_counter as
select
  record.id,
  (record.touches_count_activity + record.touches_count_sale) as touches,
  greatest(record.last_touch_max_activity_date, record.last_touch_max_sale_date) as last_touch,
  cast(null as bigint) as requests
from saint_data.company_current record;

-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- quiet (combined_sources.yaml:18): not exists(touch) filter (where past(period1)) and request_open = 0
    case when (not (c.touches_count_activity > 0 or c.touches_count_sale > 0)) and (cast(null as bigint) = 0) then 'quiet' end
  ], null)
$saint$;
