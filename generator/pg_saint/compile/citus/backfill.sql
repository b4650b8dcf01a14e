{% from "citus/flips.sql" import flips with context %}
-- {{ entity }}: recompute every record. Only while no writer can reach the tables.
create or replace function {{ name }}() returns bigint
language plpgsql security definer {{ pinned }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_now constant timestamptz := now();
  saint_generation constant integer := (select e.stored from saint.entity e where e.entity = {{ entity_literal }});
  filled bigint;
begin
  delete from {{ via }};
  delete from {{ stale }};
  -- of a record that is gone its statuses go below, and then its row
  update {{ wide }} c set as_of = 'infinity', next_change = 'infinity', statuses = '{}';
  insert into {{ wide }} (generation, as_of, next_change, statuses, id{% for k in columns %}, {{ k }}{% endfor %})
  select saint_generation, live.as_of, live.next_change, live.statuses, live.id{% for k in columns %}, live.{{ k }}{% endfor %}

  from {{ in_shards }} live
  on conflict (id) do update set
    generation = excluded.generation,
    as_of = excluded.as_of,
    next_change = excluded.next_change,
    statuses = excluded.statuses{% for k in columns %},
    {{ k }} = excluded.{{ k }}{% endfor %};
  get diagnostics filled = row_count;

{{ flips("" | block) | block }}

  delete from {{ wide }} c where c.as_of = 'infinity';
  insert into {{ stale }} (id, since)
  select c.id, c.next_change from {{ wide }} c where c.next_change < 'infinity';
  return filled;
end
$saint$;
