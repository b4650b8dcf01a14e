-- {{ entity }}: every record's wide row, exact: stored where it is valid, else computed.
create or replace view {{ name }} as
select {{ stored }}
from {{ wide }} c
where not exists (select from {{ wide }} x where x.id = c.id and x.next_change <= saint.today())
  and not exists (select from {{ dirty }} d where d.id = c.id)
  and not exists (select from {{ via_ids }}() v (id) where v.id = c.id)
  and not ((select saint.midnight_passed()) and c.as_of > saint.today())
union all
select {{ computed }}
from {{ stale }} s cross join lateral {{ live }}(s.id, saint.today()) l;
