-- {{ table }}: truncated, so every record is computed again. Citus fires such a trigger once, where the command was given.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
{% for e in entities %}
  insert into {{ e.stale }} (id) select c.id from {{ e.wide }} c;
{% endfor %}
  return null;
end
$saint$;
