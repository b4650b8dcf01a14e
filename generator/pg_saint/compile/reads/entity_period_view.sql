-- {{ entity }}: which record had which status from when to when, of the records that there are.
create or replace view {{ name }} as
select s.id, s.status, s.changed_at as began_at, s.ended_at, {{ record_name }} as record_name
from (
  select h.id, h.status, h.active, h.changed_at,
    -- a change that is not stored yet has no number: it is the last one
    lead(h.changed_at) over (partition by h.id, h.status order by h.change nulls last) as ended_at
  from {{ history }} h
) s
where s.active;
