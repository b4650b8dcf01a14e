{% from "recompute/flips.sql" import flips with context %}
-- {{ entity }}: recompute every record. Only while no writer can reach the tables.
create or replace function {{ name }}() returns bigint
language plpgsql security definer {{ reading }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  filled bigint;
begin
  delete from {{ via }};
  delete from {{ dirty }};
  truncate {{ wide }};
{% for a in asking %}
  insert into {{ a.via }} (hop) values ('all');
{% endfor %}
  insert into {{ wide }} (generation, {{ columns }})
  select (select e.stored from saint.entity e where e.entity = {{ entity_literal }}), {{ computed }}
  from {{ live_all }}(saint.today()) l;
  get diagnostics filled = row_count;
  with
{{ flips(wide, "" | block) | block }}
  return filled;
end
$saint$;
