-- {{ entity }}: records that indirect marks lead to and that have neither a row nor a mark of their own yet, each once.
create or replace function {{ name }}() returns setof {{ key_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 1
{{ pinned }} as $saint$
begin
  return query
  select distinct e.id
  from {{ indirectly_stale }}() e (id)
  where not exists (select from {{ wide }} c where c.id = e.id)
    and not exists (select from {{ dirty }} d where d.id = e.id);
end
$saint$;
