{% from "recompute/computed.sql" import computed with context %}
{% set true_once %}
c.as_of > '-infinity' and c.as_of <= $2{% if generation %} and c.generation >= {{ generation }}{% endif %}

      and not exists (select from {{ dirty }} d where d.id = c.id and d.stale is distinct from {{ stale_fields }})
      and (select not exists (select from {{ via }}) and {{ as_mapped }}()){% endset %}
-- {{ entity }}: {{ purpose }}, the stored row moved on to `today`; none of whose row is not true of the day that it stands for,
-- but for its fields. What no day changes stays, and only the events are read that a day can matter to. The caller holds the tables.
create or replace function {{ name }}({{ parameters }}) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }}{% if rows %} {{ rows }}{% endif %}

{{ pinned }} as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
{% if many %}
  saint_ids {{ key_type }}[];
  -- those of which the fields are stale
  saint_changed {{ key_type }}[];
{% if since %}
  -- the first of the days that their rows stand for
  saint_since date;
{% endif %}
begin
{% if guarded %}
  begin
{% endif %}
  for saint_ids, saint_changed{% if since %}, saint_since{% endif %} in
    select array_agg(r.id), coalesce(array_agg(r.id) filter (where r.is_marked), '{}'){% if since %}, min(r.as_of){% endif %}

    from (
      select c.id, c.as_of, exists (select from {{ dirty }} d where d.id = c.id) as is_marked
      from {{ wide }} c
      where c.id = any ($1)
        and {{ true_once | indent(2) | block }}
    ) r
{% if since %}
    -- a row that is older than the windows does not have older events read of all
    group by r.as_of < $2 - {{ longest }}
{% else %}
    having count(*) > 0
{% endif %}
  loop
    return query
{{ computed() | block }}
  end loop;
{% else %}
  -- the day that the row stands for
  saint_since constant date := (
    select c.as_of from {{ wide }} c
    where c.id = $1
      and {{ true_once | block }});
  -- whether its fields are stale
  saint_changed constant boolean := exists (select from {{ dirty }} d where d.id = $1);
begin
  if saint_since is null then
    return;
  end if;
{% if guarded %}
  begin
{% endif %}
  return query
{{ computed() | block }}
{% endif %}
{% if guarded %}
  exception
    when {{ errors }} then
      -- who is not among them is computed from all events
      return;
  end;
{% endif %}
end
$saint$;
