-- Every contact moment of every record, counted or not: read from the CRM's own tables, so exact at every read.
create or replace view {{ name }} as
{% for e in entities %}
select {{ e.literal }}::text as entity, m.id::text as id, m.kind, m.source, m.source_key, m.occurred_at, m."user", m.title, m.counted
from {{ e.moments }}() m
{% if not loop.last %}
union all
{% endif %}
{% endfor %};
