-- {{ entity }}: recompute up to `batch` records after the key `after` whose rows are of an older generation.
-- `reached`: the last key that was looked at, NULL where none is left; `filled`: how many of them were free.
create or replace function {{ name }}(after {{ key_type }}, batch integer, out reached {{ key_type }}, out filled bigint)
language plpgsql security definer {{ reading }} set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  wanted integer := (select e.generation from saint.entity e where e.entity = {{ entity_literal }});
  ids {{ key_type }}[];
begin
  perform {{ held }}();
  if not {{ as_mapped }}() then
    raise exception 'a table that {{ entity }} is computed from is not the one that was mapped, or has other partitions'
      using errcode = 'object_not_in_prerequisite_state', hint = 'saint doctor says what to do.';
  end if;
  if exists (
    select from saint.computed k where k.entity = {{ entity_literal }} and k.kind = 'records' and not k.settled
  ) then
    insert into {{ wide }} (id)
    select r.id
    from (
      select {{ record.key }} as id
      from {{ record.table }} {{ record.alias }}
{% for j in record.joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ record.where }}
    ) r
    where (after is null or r.id > after)
      and not exists (select from {{ wide }} c where c.id = r.id)
      -- a new record has a mark: a tick stores it
      and not exists (select from {{ dirty }} d where d.id = r.id)
    order by r.id
    limit batch
    on conflict do nothing;
  end if;

  ids := array(
    select c.id from {{ wide }} c
    where c.generation < wanted and (after is null or c.id > after)
    order by c.id
    limit batch);
  reached := ids[cardinality(ids)];
  ids := array(
    select c.id from {{ wide }} c
    where c.id = any (ids)
    order by c.id
    for no key update skip locked);
  filled := cardinality(ids);
  if filled > 0 then
    perform {{ recompute }}(ids, saint.today());
  end if;
end
$saint$;
