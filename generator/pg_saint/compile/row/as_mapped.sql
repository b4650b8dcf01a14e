{% from "row/tables_known.sql" import tables_known with context %}
-- {{ entity }}: whether the tables that it is computed from are those that the stored rows were computed from. An error where
-- one of them is not a table any more.
create or replace function {{ name }}() returns boolean
language plpgsql stable parallel safe security definer {{ pinned }} as $saint$
begin
  -- known since it was planned; a table that is altered, renamed or dropped has it planned again
  if {{ tables_known() | indent(2) | block }} then
    return true;
  end if;
  return saint.tables_as_mapped(array[{{ names }}]);
end
$saint$;
