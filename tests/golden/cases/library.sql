-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- not_bought (library.yaml:3): category in ('Customer', 'Partner') and not exists(sale) filter (where status in ('sold') and past(270))
    case when (c.category in ('Customer', 'Partner')) and (not (c.not_bought_count_sale > 0)) then 'not_bought' end
  ], null)
$saint$;
