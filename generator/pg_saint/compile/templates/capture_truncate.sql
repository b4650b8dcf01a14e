-- {{ table }}: emptied, so every record that depends on it is computed anew.
create or replace function {{ name }}() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
begin
{% for via in vias %}
  insert into {{ via }} (hop) values ('all');
{% endfor %}
  return null;
end
$saint$;
