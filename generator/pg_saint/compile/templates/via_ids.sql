-- {{ entity }}: the records that the via marks lead to, in the snapshot of whoever asks.
create or replace function {{ name }}() returns setof {{ key_type }}
language plpgsql stable parallel safe security definer rows 10
set search_path = pg_catalog, pg_temp set jit = off as $saint$
begin
  if not exists (select from {{ via }}) then
    return;
  end if;
  return query
  select found.id from (
{{ resolve }}
  ) found (id)
  where found.id is not null;
end
$saint$;
