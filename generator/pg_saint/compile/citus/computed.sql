{# `q.stale`: the records that are asked for, each joined with its own row and its events; else all of them #}
{% macro computed(q) %}
select
{% for c in q.columns %}
  record.{{ c.name }},
{% endfor %}
{% if q.next_change %}
  -- the first day on which a value or a status changes by itself
  least(
    record.next_change,
{% for d in q.dates %}
    case when {{ d.ahead }} then {{ d.date }} end,
{% endfor %}
    'infinity'
  ) as next_change,
{% endif %}
{% if q.stale %}
  record.there,
{% endif %}
{% if q.statuses %}
  array_remove(array[
{% for s in q.statuses %}
    {{ s.comment }}
    case when {{ s.condition }} then {{ s.name }} end{% if not loop.last %},{% endif %}

{% endfor %}
  ], null) as statuses
{% else %}
  '{}'::text[] as statuses
{% endif %}
from (
  select
    {{ q.id }} as id,
    {{ q.today }} as as_of{% for c in q.columns[2:] %},
    {{ c.value }} as {{ c.name }}{% endfor %}{% if q.next_change %},
    {{ q.next_change }} as next_change{% endif %}{% if q.stale %},
    record.id is not null as there{% endif %}

{% if q.stale %}
  from (
{{ q.stale | indent(4, true) | block }}
  ) stale
  left join ({% else %}  from ({% endif %}

    select
      {{ q.record.key }} as id{% for f in q.record.fields %},
      {{ f.value }} as {{ f.name }}{% endfor %}

    from {{ q.record.table }} {{ q.record.alias }}
{% for j in q.record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ q.record.where }}
  ) record{% if q.stale %} on record.id = stale.id{% endif %}

{% for s in q.sources %}
  left join {% if q.stale %}lateral {% endif %}(
    select
      event.saint_id{% for a in s.aggregates %},
{% if a.comment %}

      {{ a.comment }}{% endif %}

      {{ a.value }} as {{ a.name }}{% endfor %}{% if q.next_change and s.changes %},

      -- the next day on which an event enters or leaves a window
      least(
{% for c in s.changes %}
        min({{ c.date }}) filter (where {{ c.ahead }}{% if c.condition %} and {{ c.condition }}{% endif %}){% if not loop.last %},{% endif %}

{% endfor %}
      ) as next_change{% endif %}

    from (
      select
        {{ s.id }} as saint_id,
        {{ q.today }} as today{% for f in s.fields %},
        {{ f.value }} as {{ f.name }}{% endfor %}

      from {{ s.table }} {{ s.alias }}
{% for j in s.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ s.where }}
    ) event
    group by event.saint_id
  ) {{ s.name }} on {{ s.name }}.saint_id = {% if q.stale %}stale.id{% else %}record.id{% endif %}

{% endfor %}
) record{% endmacro %}
