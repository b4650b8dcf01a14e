-- {{ entity }}: bring the statusvalue rows and the history in line with the wide rows `ids` (null: all). Their rows are locked.
create or replace function {{ name }}(ids {{ key_type }}[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $saint$
begin
  with ended as (
    delete from {{ statusvalue }} v
    where (ids is null or v.id = any (ids))
      and not exists (select from {{ wide }} c where c.id = v.id and v.status = any (c.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into {{ statusvalue }} (id, status, since)
    select c.id, s.status, now()
    from {{ wide }} c cross join unnest(c.statuses) s (status)
    where (ids is null or c.id = any (ids))
      and not exists (select from {{ statusvalue }} v where v.id = c.id and v.status = s.status)
    returning id, status
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select {{ entity_literal }}, ended.id::text, ended.status, false, now() from ended
  union all
  select {{ entity_literal }}, begun.id::text, begun.status, true, now() from begun;
end
$saint$;
