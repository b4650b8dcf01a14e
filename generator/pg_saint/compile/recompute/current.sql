{% from "recompute/all_told.sql" import all_told with context %}
-- {{ entity }}: one {{ entity }} as of `today`: the stored row with the differences that wait, or computed from the CRM's own tables.
create or replace function {{ name }}(record_id {{ key_type }}, today date) returns setof {{ row_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 1
{{ pinned }} as $saint$
begin
  -- one that is due, or of which the fields are stale, is moved on first; what indirect marks lead to is told by other rows
  if exists (select from {{ wide }} c where c.id = $1 and c.next_change > $2)
    and not exists (select from {{ dirty }} d where d.id = $1 and d.difference is null)
    and {{ all_told("$1" | block, "20" | block) | indent | block }}
  then
    return query
    select f.* from {{ folded }}($1, $2) f
    -- names the table, so that this is replanned when one of its columns gets another type
    union all
    select c.* from {{ wide }} c where false;
    if found then
      return;
    end if;
  end if;
  return query
  select l.* from {{ live }}($1, $2) l
  union all
  select c.* from {{ wide }} c where false;
end
$saint$;
