{% macro computed() %}
    with record as (
      select
        {{ record.key }} as id{% for f in record.fields %},
        {{ f.value }} as {{ f.name }}{% endfor %}

      from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ record.where }}
{% if changed %}
      union all
      -- its fields as the CRM has them now
      select
        {{ changed.key }}{% for f in changed.fields %},
        {{ f }}{% endfor %}

      from {{ changed.table }} {{ changed.alias }}
      join {{ wide }} saint_stored on saint_stored.id = {{ changed.key }}
{% for j in changed.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ changed.where }}
{% endif %}
    ){% for s in sources %},
    {{ s.name }} as (
      select
        event.saint_id{% for a in s.aggregates %},
{% if a.comment %}

        {{ a.comment }}{% endif %}

        {{ a.value }} as {{ a.name }}{% endfor %}{% if s.changes %},
        -- the next day on which an event enters or leaves a window
        least(
{% for c in s.changes %}
          min({{ c.date }}) filter (where {{ c.ahead }}{% if c.condition %} and {{ c.condition }}{% endif %}){% if not loop.last %},{% endif %}

{% endfor %}
        ) as next_change{% endif %}

      from (
        select{% if s.distinct %} distinct on (saint_id, saint_key)
          {{ s.distinct }} as saint_key,{% endif %}

          {{ s.id }} as saint_id{% for f in s.fields %},
          {{ f.value }} as {{ f.name }}{% endfor %}

        from {{ s.table }} {{ s.alias }}
{% for j in s.joins %}
        left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
        where {{ s.where }}
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
{% if s.of_stored %}
      join record on record.id = event.saint_id
{% endif %}
      group by event.saint_id
    ){% endfor %},
    wide as (
      select
{% for c in columns %}
        {{ c.value }} as {{ c.name }}{% if not loop.last %},{% endif %}

{% endfor %}
      from record
{% for s in sources %}
      left join {{ s.name }} on {{ s.name }}.saint_id = record.id
{% endfor %}
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
{% for c in columns %}
      {{ c.read }}{% if not loop.last %},{% endif %}

{% endfor %}
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::{{ row_type }} as saint_row from wide offset 0) wide;
{% endmacro %}
