-- company: one row per record, one column per counter, exact: stored where the row is valid, else computed.
create or replace view saint.company_counter as
select
  c.id,
  case when c.saint_stale then l.touches else c.touches end as touches,
  case when c.saint_stale then l.last_touch else c.last_touch end as last_touch,
  case when c.saint_stale then l.requests else c.requests end as requests
from (
  select
    c.id,
    (c.touches_count_activity + c.touches_count_sale) as touches,
    greatest(c.last_touch_max_activity_date, c.last_touch_max_sale_date) as last_touch,
    cast(null as bigint) as requests,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::bigint, null::date, null::bigint, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::bigint, null::date, null::bigint, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, (saint_row.touches_count_activity + saint_row.touches_count_sale) as touches, greatest(saint_row.last_touch_max_activity_date, saint_row.last_touch_max_sale_date) as last_touch, cast(null as bigint) as requests
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null);

-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- quiet (combined_sources.yaml:18): not exists(touch) filter (where past(period1)) and request_open = 0
    case when (not (c.touches_count_activity > 0 or c.touches_count_sale > 0)) and (cast(null as bigint) = 0) then 'quiet' end
  ], null)
$saint$;
