{% set record %}
{% include "reads/current.sql" %}
{% endset %}
-- {{ entity }}: which record got or lost which status when, of the records that there are.
create or replace view {{ name }} as
select s.id, s.status, s.active, s.changed_at, s.change, {{ record_name }} as record_name
from (
  select r.id, h.status, h.active, h.changed_at, h.change
  from (
{{ record | indent(4, true) | block }}
  ) r
  join saint.status_change h on h.entity = {{ entity_literal }} and h.id = r.id::text
  union all
  -- what is due and not stored yet, as of now
  select t.id, f.status, f.active, now(), null
  from (select distinct x.id from {{ stale }} x) t
  cross join lateral {{ now }}(t.id, saint.today()) l
  cross join lateral (
    select coalesce(a.status, v.status) as status, v.status is null as active
    from unnest(l.statuses) a (status)
    full join (select v.status from {{ statusvalue }} v where v.id = t.id) v on v.status = a.status
    where a.status is null or v.status is null
  ) f
) s;
