-- {{ entity }}: one row per active status.
create or replace view {{ name }} as
select v.id, v.status, d.titles ->> {{ language }} as name, d.rank, d.visual, v.since
from {{ statusvalue }} v
left join saint.status d on d.status = v.status
where not exists (select from {{ wide }} x where x.id = v.id and x.next_change <= saint.today())
  and not exists (select from {{ dirty }} m where m.id = v.id)
  and not exists (select from {{ via_ids }}() m (id) where m.id = v.id)
  and not ((select saint.midnight_passed())
    and exists (select from {{ wide }} x where x.id = v.id and x.as_of > saint.today()))
union all
select s.id, t.status, d.titles ->> {{ language }}, d.rank, d.visual, coalesce(v.since, now())
from {{ stale }} s
cross join lateral {{ live }}(s.id, saint.today()) l
cross join lateral unnest(l.statuses) t (status)
left join saint.status d on d.status = t.status
left join {{ statusvalue }} v on v.id = s.id and v.status = t.status;
