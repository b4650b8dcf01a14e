-- {{ entity }}: one row per active status.
create or replace view {{ name }} as
select v.id, v.status, d.titles ->> {{ language }} as name, d.rank, d.visual, v.since
from {{ statusvalue }} v
left join saint.status d on d.status = v.status
where not ((select {{ any_stale }}()) and exists (select from {{ stale }} s where s.id = v.id))
union all
select s.id, t.status, d.titles ->> {{ language }}, d.rank, d.visual, coalesce(v.since, now())
from {{ stale }} s
cross join lateral {{ live }}(s.id, saint.today()) l
cross join lateral unnest(l.statuses) t (status)
left join saint.status d on d.status = t.status
left join {{ statusvalue }} v on v.id = s.id and v.status = t.status;
