{# What the stored rows say of statuses, noted: first who lost one, then who got one. `of`: for which rows `r`. #}
{% macro flips(of) %}
  -- statusvalue and the history change with the statuses that the rows got or lost; nobody else writes either
  insert into saint.status_change (entity, id, status, active, changed_at)
  select {{ entity_literal }}, r.id::text, r.status, false, saint_now
  from {{ statusvalue }} r
  join {{ wide }} c on c.id = r.id
  where {{ of }}r.status <> all (c.statuses);
  if found then
    delete from {{ statusvalue }} r
    using {{ wide }} c
    where {{ of }}c.id = r.id and r.status <> all (c.statuses);
  end if;

  insert into saint.status_change (entity, id, status, active, changed_at)
  select {{ entity_literal }}, r.id::text, s.status, true, saint_now
  from {{ wide }} r
  cross join lateral unnest(r.statuses) s (status)
  left join {{ statusvalue }} v on v.id = r.id and v.status = s.status
  where {{ of }}v.id is null;
  if found then
    insert into {{ statusvalue }} (id, status, since)
    select r.id, s.status, saint_now
    from {{ wide }} r
    cross join lateral unnest(r.statuses) s (status)
    left join {{ statusvalue }} v on v.id = r.id and v.status = s.status
    where {{ of }}v.id is null;
  end if;
{% endmacro %}
