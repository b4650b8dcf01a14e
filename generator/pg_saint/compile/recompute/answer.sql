-- {{ entity }}: what one {{ entity }} answers as of `today`; NULL where there is no such record.
create or replace function {{ name }}(record_id {{ key_type }}, today date) returns text[]
language plpgsql stable parallel {{ parallel }} security definer
{{ pinned }} as $saint$
declare
  saint_answers text[];
begin
  if $1 is null then
    return null;
  end if;
  select c.saint_answers into saint_answers
  from {{ wide }} c
  where c.id = $1 and c.as_of <= $2 and c.next_change > $2{% if generation %} and c.generation >= {{ generation }}{% endif %}

    and not exists (select from {{ dirty }} d where d.id = $1)
    and {{ as_mapped }}(){% for a in asked %} and not exists (select from {{ a.stale }} s){% endfor %}

    and not (exists (select from {{ via }}) and $1 in (select e.id from {{ indirectly_stale }}() e (id)));
  if not found then
    select l.saint_answers into saint_answers from {{ now }}($1, $2) l;
  end if;
  return saint_answers;
end
$saint$;
