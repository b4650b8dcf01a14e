-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- odd (any_all_not.yaml:14): category = 'Customer' or (name like 'A%' and not (founded is null)) and count(activity) > 3
    case when (c.category = 'Customer' or (c.name like 'A%' and not (c.founded is null))) and (c.odd_count_activity > 3) then 'odd' end
  ], null)
$saint$;

-- company: each criterion of a status on one wide row: its values, and whether it is met.
create or replace function saint_data.company_criteria(of_status text, c saint_data.company)
returns table (place integer, criterion text, value text, met boolean)
language sql immutable parallel safe as $saint$
  select 1, 'category = ''Customer'' or (name like ''A%'' and not (founded is null))', 'category = ' || coalesce((c.category)::text, 'null') || ', ' || 'name = ' || coalesce((c.name)::text, 'null') || ', ' || 'founded = ' || coalesce((c.founded)::text, 'null'), coalesce((c.category = 'Customer' or (c.name like 'A%' and not (c.founded is null))), false)
  where of_status = 'odd'
  union all
  select 2, 'count(activity) > 3', (c.odd_count_activity)::text, coalesce((c.odd_count_activity > 3), false)
  where of_status = 'odd'
$saint$;
