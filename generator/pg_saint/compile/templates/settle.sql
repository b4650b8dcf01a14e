-- {{ entity }}: after a delta, the statuses and the next change that follow from the row's own values.
create or replace function {{ name }}(r {{ row_type }}) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
declare
  now_active text[] := {{ statuses }}(r);
begin
  update {{ wide }} c set
    statuses = now_active,
    next_change = least(c.next_change, {{ next_change }}(r))
  where c.id = r.id;
  if now_active is distinct from r.statuses then
    perform {{ flip }}(array[r.id]);
  end if;
end
$saint$;
