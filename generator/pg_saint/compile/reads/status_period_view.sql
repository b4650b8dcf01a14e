-- Who had which status from when to when; ended_at is NULL while it lasts.
create or replace view {{ name }} as
select p.entity, p.id, p.status, p.changed_at as began_at, p.ended_at
from (
  select h.entity, h.id, h.status, h.active, h.changed_at,
    -- a change that is not stored yet has no number: it is the last one
    lead(h.changed_at) over (partition by h.entity, h.id, h.status order by h.change nulls last) as ended_at
  from saint.status_history h
) p
where p.active;
