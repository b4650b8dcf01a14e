-- {{ entity }}: each record with all that counters and statuses read, computed on the shards at each read.
-- A subquery for each source, grouped by the column that the tables are distributed by: Citus carries it out where the rows are.
create or replace view {{ name }} as
-- Today is asked once, here, and not of each node's own clock: a table that is on this node alone is not read elsewhere.
with saint_day as materialized (
  select saint.today() as today from saint.clock
)
select
{% for c in columns %}
  record.{{ c.name }},
{% endfor %}
{% if statuses %}
  array_remove(array[
{% for s in statuses %}
    {{ s.comment }}
    case when {{ s.condition }} then {{ s.name }} end{% if not loop.last %},{% endif %}

{% endfor %}
  ], null) as statuses
{% else %}
  '{}'::text[] as statuses
{% endif %}
from (
  select
    {{ id }} as id,
    (select saint_day.today from saint_day) as as_of{% for c in columns[2:] %},
    {{ c.value }} as {{ c.name }}{% endfor %}

  from (
    select
      {{ record.key }} as id{% for f in record.fields %},
      {{ f.value }} as {{ f.name }}{% endfor %}

    from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record.where }}
  ) record
{% for s in sources %}
  left join (
    select
      event.saint_id{% for a in s.aggregates %},
{% if a.comment %}

      {{ a.comment }}{% endif %}

      {{ a.value }} as {{ a.name }}{% endfor %}

    from (
      select
        {{ s.id }} as saint_id,
        (select saint_day.today from saint_day) as today{% for f in s.fields %},
        {{ f.value }} as {{ f.name }}{% endfor %}

      from {{ s.table }} {{ s.alias }}
{% for j in s.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ s.where }}
    ) event
    group by event.saint_id
  ) {{ s.name }} on {{ s.name }}.saint_id = record.id
{% endfor %}
) record;
