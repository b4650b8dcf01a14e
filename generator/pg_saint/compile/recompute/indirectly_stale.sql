-- {{ entity }}: records that are stale though neither their row nor a plain mark says so: those that the indirect marks lead to, in the
-- snapshot of whoever asks, and for a transaction that began before midnight the rows stored after it.
create or replace function {{ name }}() returns setof {{ key_type }}
language plpgsql stable parallel {{ parallel }} security definer rows 10
{{ reading }} set jit = off as $saint$
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not {{ as_mapped }}();
{% if carefully %}
  saint_found {{ key_type }}[];
{% endif %}
begin
{% if every %}
  perform {{ held }}();
  -- while rows need backfill: an older row says nothing, and a record may have none yet
  return query
  select k.id from (select ({{ record_key }})::{{ key_type }} as id from {{ record_table }} {{ record_alias }}) k
  where not exists (select from {{ wide }} c where c.id = k.id and c.generation >= {{ generation }});
  return query
  select c.id from {{ wide }} c where c.generation < {{ generation }};
{% endif %}
  if saint_replaced or exists (select from {{ via }}) then
    perform {{ held }}();
{% if carefully %}
    begin
      saint_found := array(
        select found.id from (
{{ resolve | indent(4, true) | block }}
        ) found (id, stale)
        where found.id is not null);
    exception
      when {{ errors }} then
        -- it may be a row that has no link
        begin
          saint_found := array(
            select found.id from (
{{ carefully | indent(8, true) | block }}
            ) found (id, stale)
            where found.id is not null);
        exception
          when {{ errors }} then
            -- where a mark leads cannot be told: to any of them
            saint_found := array(
              select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
              union
              select c.id from {{ wide }} c);
        end;
    end;
    return query select f.id from unnest(saint_found) f (id);
{% else %}
    return query
    select found.id from (
{{ resolve }}
    ) found (id, stale)
    where found.id is not null;
{% endif %}
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from {{ wide }} c where c.as_of > saint.today();
  end if;
end
$saint$;
