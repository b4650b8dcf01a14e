-- {{ entity }}: what the stored row of one {{ entity }} answers to a question: what whoever asks stores beside it. While that row does
-- not speak for itself, the records that ask do not either.
create or replace function {{ name }}(record_id {{ key_type }}, question text) returns boolean
language sql stable parallel safe security definer
{{ pinned }} as $saint$
  select case
    when $2 = any (c.answers) then true
    when '?' || $2 <> all (c.answers) then false
  end
  from {{ wide }} c
  where c.id = $1
$saint$;
