-- {{ entity }}: whether {{ indirectly_stale }}() has to be asked. It is called in each query, so it changes no
-- setting: every name in it is qualified.
create or replace function {{ name }}() returns boolean
language plpgsql stable parallel safe security definer as $saint$
begin
  return exists (select from {{ via }}) or saint.midnight_passed() or not {{ as_mapped_in_views }}();
end
$saint$;
