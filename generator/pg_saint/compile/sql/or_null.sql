-- {{ entity }}: {{ said }}. NULL, of the type of the first argument, where the row's values make that an error.
create or replace function {{ name }}(anyelement{% for type in types %}, {{ type }}{% endfor %}) returns anyelement
language plpgsql immutable parallel unsafe {{ pinned }} as $saint$
begin
  return {{ value }};
exception
  when {{ errors }} then
    return null;
end
$saint$;
