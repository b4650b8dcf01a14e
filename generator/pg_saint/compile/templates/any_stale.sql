-- {{ entity }}: whether some stored row may not speak for itself today. Asked once in a query: if not, no row is looked up.
create or replace function {{ name }}() returns boolean
language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $saint$
begin
  return exists (select from {{ wide }} c where c.next_change <= saint.today())
    or exists (select from {{ dirty }})
    or exists (select from {{ via }})
    or saint.midnight_passed();
end
$saint$;
