-- {{ entity }}: of each record in `ids` (NULL: all) the moments from `since` to `until` by `users` (NULL: everybody), the last
-- of each kind up to today, and where asked for its revenue. Each source is read once.
create or replace function {{ name }}(
  today date, since date, until date, users text[], ids {{ key_type }}[], with_revenue boolean)
returns table (
  id {{ key_type }}, color text, code text, name text, total bigint, last date{% for k in kinds %},
  {{ k.name }} bigint, {{ k.last }} date{% endfor %},
  orders numeric, invoices numeric)
language plpgsql stable security definer rows 100000
{{ reading }} set jit = off
-- planned for what is asked: the index for a few records, the whole table for all
set plan_cache_mode = force_custom_plan as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_held constant boolean := {{ hold }};
  -- what is planned has not happened
  until_today date := least(until, today);
begin
  return query
  with record as (
    select
      {{ record.key }} as id, {{ color }} as color, {{ code }} as code, {{ title }} as name
    from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
    left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
    where {{ record.where }}
  ){% for s in sources %},
  {{ s.name }} as (
    select
      event.id{% if s.counted %},
      count(*) filter (where event.occurred_on >= since and event.occurred_on <= until_today) as moments,
      max(event.occurred_on) filter (where event.occurred_on <= today) as last{% endif %}{% for r in s.revenue %},
      sum(event.{{ r.bought }}) filter (where event.date >= since and event.date <= until_today) as {{ r.bought }}{% endfor %}

    from (
      select{% if s.distinct %} distinct on (id, event_key)
        {{ s.key }} as event_key,{% endif %}

        {{ s.id }} as id{% if s.counted %},
        {{ s.occurred_on }} as occurred_on{% endif %}{% for r in s.revenue %},
        case when with_revenue{% if r.condition %} and {{ r.condition }}{% endif %} then {{ r.amount }} end as {{ r.bought }}{% endfor %}{% if s.revenue %},
        {{ s.date }} as date{% endif %}

      from {{ s.table }} {{ s.alias }}
{% if s.state_change %}
      join {{ s.state_change }} saint_state_change on saint_state_change.source_key = ({{ s.key }})::text and not saint_state_change.gone
{% endif %}
{% for j in s.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ s.where }} and {{ s.of_users }}{% if s.state_change %}

        and not exists (
          select from {{ s.state_change }} saint_gone
          where saint_gone.source_key = saint_state_change.source_key and saint_gone.gone
            and saint_gone.change > saint_state_change.change){% endif %}

      -- each value is computed once, not in every filter that reads it
      offset 0
    ) event
    group by event.id
  ){% endfor %}

  select
    r.id, r.color, r.code, r.name,
    {{ total }},
    {{ last }}{% for k in kinds %},
    {{ k.moments }}, {{ k.latest }}{% endfor %},
    {{ orders }}, {{ invoices }}
  from record r
{% for s in sources %}
  left join {{ s.name }} on {{ s.name }}.id = r.id
{% endfor %};
end
$saint$;
