-- {{ table }}: truncated, so every record is computed again. Citus fires such a trigger on the table, where the command was given; a shard
-- that it has moved has the trigger as well, and says nothing.
create or replace function {{ name }}() returns trigger
language plpgsql security definer {{ pinned }} as $saint$
begin
  if exists (select from pg_dist_partition p where p.logicalrelid = tg_relid) then
{% for e in entities %}
    insert into {{ e.stale }} (id) select c.id from {{ e.wide }} c;
{% endfor %}
  end if;
  return null;
end
$saint$;
