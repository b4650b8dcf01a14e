{% from "citus/computed.sql" import computed with context %}
{% from "citus/flips.sql" import flips with context %}
-- {{ entity }}: recompute all records that are marked or due, by a few statements that Citus carries out on all shards. Returns how many.
-- A batch would have to be counted out on each shard, so `batch` says nothing here.
create or replace function {{ name }}(batch integer) returns bigint
language plpgsql security definer {{ pinned }}
-- Ticks come one at a time. Else Citus would let nobody mark whole shards meanwhile, and a TRUNCATE, whose table this reads, would
-- wait for it and it for the TRUNCATE.
set citus.all_modifications_commutative = on as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- one day and one time for all nodes
  saint_today constant date := saint.today();
  saint_now constant timestamptz := now();
  saint_generation constant integer := (select e.stored from saint.entity e where e.entity = {{ entity_literal }});
  recomputed bigint;
begin
  -- One at a time: writers are in nobody's way, two ticks would be in each other's.
  if not pg_try_advisory_xact_lock({{ wide_literal }}::pg_catalog.regclass::oid::bigint) then
    return 0;
  end if;
  -- Nobody would tell what changes after the recompute.
  if exists (select from {{ via }} v where v.hop = 'detached') then
    return 0;
  end if;
  delete from {{ via }};

  -- The marks that are there now. What they stand for is there too, and so it is in the next statement's snapshots.
  update {{ stale }} s set taken = true where s.since <= saint_today;
  select count(distinct s.id) into recomputed from {{ stale }} s where s.taken;
  if recomputed = 0 then
    return 0;
  end if;

  -- Each record that is there has a row already: nothing is inserted, for which a writer might have to wait.
  insert into {{ wide }} (generation, as_of, next_change, statuses, id{% for k in columns %}, {{ k }}{% endfor %})
  select
    saint_generation,
    saint_today,
    live.next_change,
    live.statuses,
    live.id{% for k in columns %},
    live.{{ k }}{% endfor %}

  from (
{{ computed(query) | indent(4, true) | block }}
  ) live
  where live.there
  on conflict (id) do update set
    generation = excluded.generation,
    as_of = excluded.as_of,
    next_change = excluded.next_change,
    statuses = excluded.statuses{% for k in columns %},
    {{ k }} = excluded.{{ k }}{% endfor %};
  -- One that is gone keeps its row: else a record that comes back meanwhile would have none.
  update {{ wide }} c set as_of = 'infinity', next_change = 'infinity', statuses = '{}'
  where c.id in (select t.id from {{ stale }} t where t.taken) and not exists (
    select from (
      select
        {{ query.record.key }} as id
      from {{ query.record.table }} {{ query.record.alias }}
{% for j in own_joins %}
      left join {{ j.table }} {{ j.alias }} on {{ j.on }}
{% endfor %}
      where {{ query.record.where }}
    ) record
    where record.id = c.id
  );

{{ flips(taken) | block }}

  -- On which day each of them is due again, in the place of what was known of it.
  delete from {{ stale }} s
  using (select t.id from {{ stale }} t where t.taken group by t.id) t
  where s.id = t.id and s.since > '-infinity' and not s.taken;
  insert into {{ stale }} (id, since)
  select c.id, c.next_change
  from {{ wide }} c
  join (select t.id from {{ stale }} t where t.taken group by t.id) t on t.id = c.id
  where c.next_change < 'infinity';
  delete from {{ stale }} s where s.taken;
  return recomputed;
end
$saint$;
