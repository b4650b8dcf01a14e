-- Every contact moment of every record, counted or not: read from the CRM's own tables, so exact at every read.
-- What is planned is shown, and not counted.
create or replace view {{ name }} as
{% for e in entities %}
select {{ e.literal }}::text as entity, m.id::text as id, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title,
  m.counted and not p.planned as counted, p.planned
from {{ e.moments }}() m
cross join lateral (select m.occurred_at >= (select saint.tomorrow()) as planned) p
{% if not loop.last %}
union all
{% endif %}
{% endfor %};
