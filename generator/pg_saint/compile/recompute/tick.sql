{% set free %}
      select free.id
      from (
        select c.id from {{ wide }} c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from {{ dirty }} d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id{% endset %}
-- {{ entity }}: recompute up to `batch` records that are dirty or due. Returns how many; 0 when nothing free is left.
create or replace function {{ name }}(batch integer) returns bigint
language plpgsql security definer {{ reading }} set jit = off
{{ showing }} as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  today date := saint.today();
  at_most integer;
  candidates {{ key_type }}[];
  ids {{ key_type }}[];
{% if folds %}
  rest {{ key_type }}[];
{% endif %}
begin
  -- Another table now: nothing is stored from it before saint.follow_tables() has taken it for the one that is meant.
  perform {{ held }}();
  if not {{ as_mapped }}() then
    return 0;
  end if;
  -- Via marks become plain marks in one statement: found and removed in the same snapshot.
  if exists (select from {{ via }}) then
    -- Nobody would tell what changes after the recompute.
    if exists (select from {{ via }} v where v.hop = 'detached') then
      return 0;
    end if;
{% if carefully %}
    begin
{% endif %}
    with taken as (
      delete from {{ via }} v
      where v.mark in (select m.mark from {{ via }} m order by m.mark limit batch for update skip locked)
      returning v.hop, v.key
    )
    insert into {{ dirty }} (id, stale)
    select found.id, found.stale from (
{{ resolve }}
    ) found (id, stale)
    where found.id is not null;
{% if carefully %}
    exception
      when {{ errors }} then
        -- it may be a row that has no link
        begin
          with taken as (
            delete from {{ via }} v
            where v.mark in (select m.mark from {{ via }} m order by m.mark limit batch for update skip locked)
            returning v.hop, v.key
          )
          insert into {{ dirty }} (id, stale)
          select found.id, found.stale from (
{{ carefully | indent(6, true) | block }}
          ) found (id, stale)
          where found.id is not null;
        exception
          when {{ errors }} then
            -- where a mark leads cannot be told: to any of them
            with taken as (
              delete from {{ via }} v
              where v.mark in (select m.mark from {{ via }} m order by m.mark limit batch for update skip locked)
              returning v.mark
            )
            insert into {{ dirty }} (id)
            select every.id
            from (
              select ({{ record_key }})::{{ key_type }} from {{ record_table }} {{ record_alias }}
              union
              select c.id from {{ wide }} c
            ) every (id)
            where every.id is not null and exists (select from taken);
        end;
    end;
{% endif %}
  end if;

  -- The first ones; more where other workers hold most of them, all where nearly none is free.
  foreach at_most in array array[batch, 4 * batch, null] loop
    candidates := array(
      select d.id from (select n.id from {{ dirty }} n limit at_most) d
      union
      select due.id from (select w.id from {{ wide }} w where w.next_change <= today limit at_most) due);
    ids := array({{ free | block }});
    if cardinality(ids) < least(batch, cardinality(candidates)) then
      -- Only the worker makes rows: a writer that met a unique conflict here would have to wait.
      insert into {{ wide }} (id)
      select n.id from unnest(candidates) n (id)
      where not exists (select from {{ wide }} c where c.id = n.id)
      order by n.id
      on conflict do nothing;
      if found then
        ids := array({{ free | block }});
      end if;
    end if;
    exit when 2 * cardinality(ids) >= least(batch, cardinality(candidates));
  end loop;
  if cardinality(ids) = 0 then
    return 0;
  end if;
{% if folds %}
  rest := ids;
  if exists (select from {{ dirty }} d where d.id = any (ids) and d.difference is not null) then
    perform {{ fold }}(ids, today);
    -- the others have to be computed
    rest := array(
      select c.id from {{ wide }} c
      where c.id = any (ids) and (c.next_change <= today or exists (select from {{ dirty }} d where d.id = c.id)));
  end if;
  if cardinality(rest) > 0 then
    perform {{ recompute }}(rest, today);
  end if;
{% else %}
  perform {{ recompute }}(ids, today);
{% endif %}
  return cardinality(ids);
end
$saint$;
