-- {{ entity }}: one row per active status.
create or replace view {{ name }} as
select
  a.id, a.status,
  -- a snapshot from before an apply does not see what the apply wrote into saint.status
{% for constant in constants %}
{% if statuses %}
  (array[{{ constant.by_status }}]::{{ constant.type }}[])[s.ordinal] as {{ constant.name }},
{% else %}
  null::{{ constant.type }} as {{ constant.name }},
{% endif %}
{% endfor %}
  a.since
from (
  select v.id, v.status, v.since
  from {{ statusvalue }} v
  where not exists (select from {{ stale }} s where s.id = v.id)
{% if backfilled %}
    -- while rows need backfill: only what all of them hold
    and v.status in ({{ backfilled }})
{% for status in to_backfill %}
  union all
  select c.id, {{ status }}::text, coalesce(v.since, now())
  from {{ wide }} c
  left join {{ statusvalue }} v on v.id = c.id and v.status = {{ status }}
  where not exists (select from {{ stale }} s where s.id = c.id)
    and case
      when c.generation >= {{ generation }} then {{ status }} = any (c.statuses)
      else (select {{ status }} = any (l.statuses) from {{ live }}(c.id, saint.today()) l)
    end
{% endfor %}
{% endif %}
  union all
  select s.id, l.status, l.since
  from (select distinct s.id from {{ stale }} s) s cross join lateral {{ live_statuses }}(s.id, saint.today()) l
) a{% if statuses %}

cross join lateral (select array_position(array[{{ statuses }}], a.status) as ordinal) s{% endif %};
