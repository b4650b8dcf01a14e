-- One row per record and counter, in SAINT's shape.
create or replace view {{ name }} as
{% for e in counters %}
select {{ e.entity }} as entity, c.id::text as id, {{ e.counter }} as counter,
  {{ e.columns }}
from {{ e.view }} c{% if e.there %} where {{ e.there }}{% endif %}

{% if not loop.last %}
union all
{% endif %}
{% else %}
select null::text as entity, null::text as id, null::text as counter,
  {{ nothing }}
where false
{% endfor %}
;
