-- company: the statuses that a wide row has.
create or replace function saint_data.company_statuses(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- young (field_compared_with_today.yaml:7): founded > today - 365
    case when c.founded > c.as_of - 365 then 'young' end,
    -- birthday_soon (field_compared_with_today.yaml:8): founded between today - 3650 and today - 3636
    case when c.founded >= c.as_of - 3650 and c.founded <= c.as_of - 3636 then 'birthday_soon' end
  ], null)
$saint$;

-- company: the first day on which a comparison of the row's own values with today changes.
create or replace function saint_data.company_next_change(c saint_data.company) returns date
language sql immutable parallel safe as $saint$
  select least(
    case when c.founded > c.as_of - 365 and c.founded < cast('290000-01-01' as date) then c.founded + 365 end,
    case when c.founded > c.as_of - 3651 and c.founded < cast('290000-01-01' as date) then c.founded + 3651 end,
    case when c.founded > c.as_of - 3636 and c.founded < cast('290000-01-01' as date) then c.founded + 3636 end,
    'infinity'
  )
$saint$;
