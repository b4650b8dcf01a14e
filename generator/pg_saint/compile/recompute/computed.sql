{% macro computed(query) %}
    with{% if query.stored %} stored as not materialized (
      -- with the differences that wait
      select c.* from {{ wide }} c where {{ query.stored.as_they_are }}
      union all
      select f.* from {{ query.stored.folded }} f where {{ query.stored.waiting }}
    ),
    record as ({% else %} record as ({% endif %}

      select
        {{ query.record.key }} as id{% for f in query.record.fields %},
        {{ f.value }} as {{ f.name }}{% endfor %}

      from {{ query.record.table }} {{ query.record.alias }}
{% for j in query.record.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ query.record.where }}
{% if query.changed %}
      union all
      -- its fields as the CRM has them now
      select
        {{ query.changed.key }}{% for f in query.changed.fields %},
        {{ f }}{% endfor %}

      from {{ query.changed.table }} {{ query.changed.alias }}
      join {% if query.stored %}stored{% else %}{{ wide }}{% endif %} saint_stored on saint_stored.id = {{ query.changed.key }}
{% for j in query.changed.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ query.changed.where }}
{% endif %}
    ){% for s in query.sources %},
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
{% for c in query.columns %}
        {{ c.value }} as {{ c.name }}{% if not loop.last %},{% endif %}

{% endfor %}
      from record
{% for s in query.sources %}
      left join {{ s.name }} on {{ s.name }}.saint_id = record.id
{% endfor %}
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
{% for c in query.columns %}
      {{ c.read }}{% if not loop.last %},{% endif %}

{% endfor %}
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::{{ row_type }} as saint_row from wide offset 0) wide;
{% endmacro %}
