{% macro history(active, changed) %}
    insert into saint.status_change (entity, id, status, active, changed_at)
    select {{ entity_literal }}, of_id::text, {{ changed }}.status, {{ active }}, now() from {{ changed }};
{% if announced %}
    -- told at commit, by a trigger of saint.announcement
    insert into saint.announcement (entity, status, active, ids)
    select {{ entity_literal }}, s.status, {{ active }}, array[of_id::text]
    from unnest({% if active == "true" %}became{% else %}was{% endif %}) s (status)
    where s.status <> all ({% if active == "true" %}was{% else %}became{% endif %}) and s.status in ({{ announced }});
{% endif %}
{% endmacro %}
-- {{ entity }}: after a delta, the statuses and the next change that follow from the row's own values.
create or replace function {{ name }}(of_id {{ key_type }}) returns void
language plpgsql as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  was text[] := (select c.statuses from {{ wide }} c where c.id = of_id);
  became text[];
{% if asking %}
  answered text[] := (select c.saint_answers from {{ wide }} c where c.id = of_id);
  answer text[];
{% endif %}
begin
  update {{ wide }} c set
    statuses = {{ statuses }}(c.*),
{% if asking %}
    saint_answers = {{ answers }}(c.*),
{% endif %}
    next_change = least(c.next_change, {{ next_change }}(c.*))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from {{ dirty }} m where m.id = of_id)
  returning c.statuses{% if asking %}, c.saint_answers{% endif %} into became{% if asking %}, answer{% endif %};
{% if asking %}
  if found and answer is distinct from answered then
    -- who asks is found when the mark is read: one mark for all of them
{% for a in asking %}
    insert into {{ a.via }} (hop, key) values ({{ a.hop }}, jsonb_build_object('id', of_id));
{% endfor %}
  end if;
{% endif %}

  if not was <@ became then
    with ended as (
      delete from {{ statusvalue }} v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
{{ history("false" | block, "ended" | block) | block }}
  end if;
  if not became <@ was then
    with begun as (
      insert into {{ statusvalue }} (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
{{ history("true" | block, "begun" | block) | block }}
  end if;
end
$saint$;
