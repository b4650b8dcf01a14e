{# `of`: the condition, with `and` after it, that says of which rows of statusvalue `v` this is all; empty for all of them #}
{% macro flips(rows, of) %}
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from {{ statusvalue }} v
    where {{ of }}not exists (select from {{ rows }} f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into {{ statusvalue }} (id, status, since)
    select f.id, s.status, now()
    from {{ rows }} f cross join unnest(f.statuses) s (status)
    where not exists (select from {{ statusvalue }} v where {{ of }}v.id = f.id and v.status = s.status)
    returning id, status
  ),
{% if announced %}
  changed as (
    insert into saint.status_change (entity, id, status, active, changed_at)
    select {{ entity_literal }}, ended.id::text, ended.status, false, now() from ended
    union all
    select {{ entity_literal }}, begun.id::text, begun.status, true, now() from begun
    returning id, status, active
  )
  -- told at commit, by a trigger of saint.announcement
  insert into saint.announcement (entity, status, active, ids)
  select {{ entity_literal }}, c.status, c.active, array_agg(c.id order by c.id)
  from changed c
  where c.status in ({{ announced }})
  group by c.status, c.active;
{% else %}
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select {{ entity_literal }}, f.id::text, f.status, f.active, now() from flips f;
{% endif %}
{% endmacro %}
