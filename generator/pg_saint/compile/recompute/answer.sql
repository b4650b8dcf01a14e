-- {{ entity }}: what one {{ entity }} answers to a question as of `today`. NULL where it cannot be answered, or there is no such record.
create or replace function {{ name }}(record_id {{ key_type }}, question text, today date) returns boolean
language plpgsql stable parallel {{ parallel }} security definer
{{ pinned }} as $saint$
declare
  saint_answers text[];
begin
  if $1 is null then
    return null;
  end if;
  select c.answers into saint_answers
  from {{ wide }} c
  where c.id = $1 and c.as_of <= $3 and c.next_change > $3{% if generation %} and c.generation >= {{ generation }}{% endif %}

    and not exists (select from {{ dirty }} d where d.id = $1)
    and not ({{ any_indirectly }}() and $1 in (select e.id from {{ indirectly_stale }}() e (id)));
  if not found then
    select l.answers into saint_answers from {{ now }}($1, $3) l;
  end if;
  return case
    when $2 = any (saint_answers) then true
    when '?' || $2 <> all (saint_answers) then false
  end;
end
$saint$;
