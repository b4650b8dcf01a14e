-- {{ entity }}: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function {{ name }}() returns table (id {{ key_type }}, stale text)
language plpgsql stable parallel {{ parallel }} security definer rows 10
{{ reading }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not {{ as_mapped }}();
begin
  if not saint_replaced and not exists (select from {{ via }}) then
    return;
  end if;
  perform {{ held }}();
{% if carefully %}
  begin
    return query
    select found.id, found.stale from (
{{ resolve | indent(4, true) | block }}
    ) found (id, stale)
    where found.id is not null;
  exception
    when {{ errors }} then
      -- it may be a row that has no link
      begin
        return query
        select found.id, found.stale from (
{{ carefully | indent(8, true) | block }}
        ) found (id, stale)
        where found.id is not null;
      exception
        when {{ errors }} then
          -- where a mark leads cannot be told: to any of them
          return query
          select every.id, null::text
          from (
            select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
            union
            select c.id from {{ wide }} c
          ) every (id)
          where every.id is not null;
      end;
  end;
{% else %}
  return query
  select found.id, found.stale from (
{{ resolve }}
  ) found (id, stale)
  where found.id is not null;
{% endif %}
end
$saint$;
