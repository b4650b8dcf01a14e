-- Which record got or lost which status when; a change that is due and not yet stored is shown as of now.
create or replace view {{ name }} as
select h.entity, h.id, h.status, h.active, h.changed_at, h.change from saint.status_change h
{% for e in entities %}
union all
select {{ e.literal }}, coalesce(l.id, v.id)::text, coalesce(l.status, v.status), v.status is null, now(), null
from (
  select n.id, t.status
  from (select distinct s.id from {{ e.stale }} s) s
  cross join lateral {{ e.live }}(s.id, saint.today()) n
  cross join lateral unnest(n.statuses) t (status)
) l
full join (
  select v.id, v.status from {{ e.statusvalue }} v where v.id in (select s.id from {{ e.stale }} s)
) v on v.id = l.id and v.status = l.status
where (l.id is null or v.id is null){% if e.there %} and {{ e.there }}{% endif %}

{% endfor %}
;
