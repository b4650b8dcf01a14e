-- {{ entity }}: whether a mark is the first one of a record that has no row yet. A view that asked it itself would take
-- a tenth longer to plan.
create or replace function {{ name }}(record_id {{ key_type }}, record_mark bigint) returns boolean
language plpgsql stable parallel safe security definer
{{ pinned }} as $saint$
begin
  return not exists (select from {{ wide }} c where c.id = $1)
    and not exists (select from {{ dirty }} d where d.id = $1 and d.mark < $2);
end
$saint$;
