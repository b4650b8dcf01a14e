{% macro history() %}
  insert into saint.status_change (entity, id, status, active, changed_at)
  select {{ entity_literal }}, ended.id::text, ended.status, false, now() from ended
  union all
  select {{ entity_literal }}, begun.id::text, begun.status, true, now() from begun
{% endmacro %}
-- {{ entity }}: bring the statusvalue rows and the history in line with {{ purpose }}, which the caller has locked.
create or replace function {{ name }}({{ parameters }}) returns void
language plpgsql{% if many %} security definer set search_path = pg_catalog, pg_temp set jit = off
-- the length of an array is unknown: it would be planned anew at each call
set plan_cache_mode = force_generic_plan{% endif %} as $saint$
begin
  with ended as (
    delete from {{ statusvalue }} v
    where {{ of_v }}not exists (select from {{ wide }} c where c.id = v.id and v.status = any (c.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into {{ statusvalue }} (id, status, since)
    select c.id, s.status, now()
    from {{ wide }} c cross join unnest(c.statuses) s (status)
    where {{ of_c }}not exists (select from {{ statusvalue }} v where v.id = c.id and v.status = s.status)
    returning id, status
  ){% if announced %},
  changed as (
{{ history() | indent(2, true) | block }}
    returning id, status, active
  )
  -- told at commit, by a trigger of saint.announcement
  insert into saint.announcement (entity, status, active, ids)
  select {{ entity_literal }}, c.status, c.active, array_agg(c.id order by c.id)
  from changed c
  where c.status in ({{ announced }})
  group by c.status, c.active;
{% else %}

{{ history() | block }};
{% endif %}
end
$saint$;
