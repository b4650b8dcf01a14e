-- {{ entity }}: every record is computed at each read until a tick has stored it.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
  insert into {{ stale }} (id) select c.id from {{ wide }} c;
  return null;
end
$saint$;
