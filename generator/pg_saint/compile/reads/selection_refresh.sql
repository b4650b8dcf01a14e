-- Refresh the materialized selection, without making its readers wait, and note when.
create or replace function {{ name }}() returns void
language plpgsql security definer {{ pinned }} set jit = off as $saint$
declare
  began timestamptz := clock_timestamp();
begin
  if (select c.relispopulated from pg_class c where c.oid = {{ view_literal }}::regclass) then
    refresh materialized view concurrently {{ view }};
  else
    refresh materialized view {{ view }};
  end if;
  insert into saint.selection_refresh (selection, refreshed_at, as_of)
  values ({{ selection }}, began, saint.today())
  on conflict (selection) do update set refreshed_at = excluded.refreshed_at, as_of = excluded.as_of;
end
$saint$;
