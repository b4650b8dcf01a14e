-- {{ entity }}: after a delta, the statuses and the next change that follow from the row's own values.
create or replace function {{ name }}(of_id {{ key_type }}) returns void
language plpgsql as $saint$
begin
  update {{ wide }} c set
    statuses = {{ statuses }}(c),
    next_change = least(c.next_change, {{ next_change }}(c))
  where c.id = of_id;
  perform {{ flip_one }}(of_id);
end
$saint$;
