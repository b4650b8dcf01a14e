-- {{ entity }}: {{ said }}. NULL where the record's values make that an error.
create or replace function {{ name }}(c {{ row_type }}{% for each in told %}, boolean{% endfor %}) returns {{ type }}
language plpgsql immutable parallel unsafe {{ pinned }} as $saint$
begin
  return {{ value }};
exception
  when {{ errors }} then
    return null;
end
$saint$;
