-- {{ entity }}: one row per active status.
create or replace view {{ name }} as
select a.id, a.status, d.titles ->> {{ language }} as name, d.rank, d.visual, a.since
from (
  select v.id, v.status, v.since
  from {{ statusvalue }} v
  where not exists (select from {{ stale }} s where s.id = v.id)
  union all
  select s.id, l.status, l.since
  from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live_statuses }}(s.id, saint.today()) l
) a
left join saint.status d on d.status = a.status;
