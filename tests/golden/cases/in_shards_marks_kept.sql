-- company: recompute all records that are marked or due, by a few statements that Citus carries out on all shards. Returns how many.
-- A batch would have to be counted out on each shard, so `batch` says nothing here.
create or replace function saint_data.company_tick(batch integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp
-- Ticks come one at a time. Else Citus would let nobody mark whole shards meanwhile, and a TRUNCATE, whose table this reads, would
-- wait for it and it for the TRUNCATE.
set citus.all_modifications_commutative = on as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- one day and one time for all nodes
  saint_today constant date := saint.today();
  saint_now constant timestamptz := now();
  saint_generation constant integer := (select e.stored from saint.entity e where e.entity = 'company');
  recomputed bigint;
begin
  -- One at a time: writers are in nobody's way, two ticks would be in each other's.
  if not pg_try_advisory_xact_lock('saint_data.company'::pg_catalog.regclass::oid::bigint) then
    return 0;
  end if;
  -- Nobody would tell what changes after the recompute.
  if exists (select from saint_data.company_via v where v.hop = 'detached') then
    return 0;
  end if;
  delete from saint_data.company_via;

  -- The marks that are there now. What they stand for is there too, and so it is in the next statement's snapshots.
  update saint_data.company_stale s set taken = true where s.since <= saint_today;
  select count(distinct s.id) into recomputed from saint_data.company_stale s where s.taken;
  if recomputed = 0 then
    return 0;
  end if;

  -- Each record that is there has a row already: nothing is inserted, for which a writer might have to wait.
  insert into saint_data.company (generation, as_of, next_change, statuses, id, name, category, founded, outgoing, sold, sold_n)
  select
    saint_generation,
    saint_today,
    live.next_change,
    live.statuses,
    live.id,
    live.name,
    live.category,
    live.founded,
    live.outgoing,
    live.sold,
    live.sold_n
  from (
    select
      record.id,
      record.as_of,
      record.name,
      record.category,
      record.founded,
      record.outgoing,
      record.sold,
      record.sold_n,
      -- the first day on which a value or a status changes by itself
      least(
        record.next_change,
        case when record.founded > record.as_of - 90 and record.founded < cast('290000-01-01' as date) then record.founded + 90 end,
        case when record.founded > record.as_of and record.founded < cast('290000-01-01' as date) then record.founded end,
        'infinity'
      ) as next_change,
      record.there,
      array_remove(array[
        -- young (in_shards_marks_kept.yaml:39): founded > today - 90 and founded <= today
        case when (record.founded > record.as_of - 90) and (record.founded <= record.as_of) then 'young' end,
        -- neglected (in_shards_marks_kept.yaml:33): category = 'Customer' and count(activity) filter (where direction = 'outgoing' and past(period1)) < 2
        case when (record.category = 'Customer') and (record.outgoing < 2) then 'neglected' end
      ], null) as statuses
    from (
      select
        stale.id::integer as id,
        saint_today as as_of,
        record.name::text as name,
        record.category::text as category,
        record.founded::date as founded,
        coalesce(activity_events.outgoing, 0) as outgoing,
        coalesce(sale_events.sold, 0)::numeric as sold,
        coalesce(sale_events.sold_n, 0) as sold_n,
        least(activity_events.next_change, 'infinity'::date) as next_change,
        record.id is not null as there
      from (
        select s.id from saint_data.company_stale s where s.taken group by s.id
      ) stale
      left join (
        select
          company.company_id as id,
          company.name as name,
          company.category as category,
          company.founded as founded
        from crm.company company
        where (not company.deleted) and company.company_id is not null
      ) record on record.id = stale.id
      left join lateral (
        select
          event.saint_id,

          -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
          count(*) filter (where event.direction = 'outgoing' and event.date > today - 30 and event.date <= today) as outgoing,

          -- the next day on which an event enters or leaves a window
          least(
            min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing'),
            min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing')
          ) as next_change
        from (
          select
            activity.company_id as saint_id,
            saint_today as today,
            activity.direction as direction,
            saint.day_of(activity.starts_at, 'Europe/Oslo') as date
          from crm.activity activity
          where (not activity.deleted) and (activity.starts_at > cast(saint_today - 32 as timestamp) at time zone 'UTC') and activity.company_id = stale.id
        ) event
        group by event.saint_id
      ) activity_events on activity_events.saint_id = stale.id
      left join lateral (
        select
          event.saint_id,

          -- sum(sale.amount) filter (where status = 'sold')
          sum(event.amount) filter (where event.status = 'sold') as sold,

          count(*) filter (where event.status = 'sold' and not event.amount is null) as sold_n
        from (
          select
            sale.company_id as saint_id,
            saint_today as today,
            sale.status as status,
            sale.amount as amount
          from crm.sale sale
          where sale.company_id = stale.id
        ) event
        group by event.saint_id
      ) sale_events on sale_events.saint_id = stale.id
    ) record
  ) live
  where live.there
  on conflict (id) do update set
    generation = excluded.generation,
    as_of = excluded.as_of,
    next_change = excluded.next_change,
    statuses = excluded.statuses,
    name = excluded.name,
    category = excluded.category,
    founded = excluded.founded,
    outgoing = excluded.outgoing,
    sold = excluded.sold,
    sold_n = excluded.sold_n;
  -- One that is gone keeps its row: else a record that comes back meanwhile would have none.
  update saint_data.company c set as_of = 'infinity', next_change = 'infinity', statuses = '{}'
  where c.id in (select t.id from saint_data.company_stale t where t.taken) and not exists (
    select from (
      select
        company.company_id as id
      from crm.company company
      where (not company.deleted) and company.company_id is not null
    ) record
    where record.id = c.id
  );

  -- statusvalue and the history change with the statuses that the rows got or lost; nobody else writes either
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', r.id::text, r.status, false, saint_now
  from saint_data.company_statusvalue r
  join saint_data.company c on c.id = r.id
  where r.id in (select t.id from saint_data.company_stale t where t.taken) and r.status <> all (c.statuses);
  if found then
    delete from saint_data.company_statusvalue r
    using saint_data.company c
    where r.id in (select t.id from saint_data.company_stale t where t.taken) and c.id = r.id and r.status <> all (c.statuses);
  end if;

  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', r.id::text, s.status, true, saint_now
  from saint_data.company r
  cross join lateral unnest(r.statuses) s (status)
  left join saint_data.company_statusvalue v on v.id = r.id and v.status = s.status
  where r.id in (select t.id from saint_data.company_stale t where t.taken) and v.id is null;
  if found then
    insert into saint_data.company_statusvalue (id, status, since)
    select r.id, s.status, saint_now
    from saint_data.company r
    cross join lateral unnest(r.statuses) s (status)
    left join saint_data.company_statusvalue v on v.id = r.id and v.status = s.status
    where r.id in (select t.id from saint_data.company_stale t where t.taken) and v.id is null;
  end if;

  -- On which day each of them is due again, in the place of what was known of it.
  delete from saint_data.company_stale s
  using (select t.id from saint_data.company_stale t where t.taken group by t.id) t
  where s.id = t.id and s.since > '-infinity' and not s.taken;
  insert into saint_data.company_stale (id, since)
  select c.id, c.next_change
  from saint_data.company c
  join (select t.id from saint_data.company_stale t where t.taken group by t.id) t on t.id = c.id
  where c.next_change < 'infinity';
  delete from saint_data.company_stale s where s.taken;
  return recomputed;
end
$saint$;

-- company: recompute every record. Only while no writer can reach the tables.
create or replace function saint_data.company_backfill() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_now constant timestamptz := now();
  saint_generation constant integer := (select e.stored from saint.entity e where e.entity = 'company');
  filled bigint;
begin
  delete from saint_data.company_via;
  delete from saint_data.company_stale;
  -- of a record that is gone its statuses go below, and then its row
  update saint_data.company c set as_of = 'infinity', next_change = 'infinity', statuses = '{}';
  insert into saint_data.company (generation, as_of, next_change, statuses, id, name, category, founded, outgoing, sold, sold_n)
  select saint_generation, live.as_of, live.next_change, live.statuses, live.id, live.name, live.category, live.founded, live.outgoing, live.sold, live.sold_n
  from saint_data.company_in_shards live
  on conflict (id) do update set
    generation = excluded.generation,
    as_of = excluded.as_of,
    next_change = excluded.next_change,
    statuses = excluded.statuses,
    name = excluded.name,
    category = excluded.category,
    founded = excluded.founded,
    outgoing = excluded.outgoing,
    sold = excluded.sold,
    sold_n = excluded.sold_n;
  get diagnostics filled = row_count;

  -- statusvalue and the history change with the statuses that the rows got or lost; nobody else writes either
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', r.id::text, r.status, false, saint_now
  from saint_data.company_statusvalue r
  join saint_data.company c on c.id = r.id
  where r.status <> all (c.statuses);
  if found then
    delete from saint_data.company_statusvalue r
    using saint_data.company c
    where c.id = r.id and r.status <> all (c.statuses);
  end if;

  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', r.id::text, s.status, true, saint_now
  from saint_data.company r
  cross join lateral unnest(r.statuses) s (status)
  left join saint_data.company_statusvalue v on v.id = r.id and v.status = s.status
  where v.id is null;
  if found then
    insert into saint_data.company_statusvalue (id, status, since)
    select r.id, s.status, saint_now
    from saint_data.company r
    cross join lateral unnest(r.statuses) s (status)
    left join saint_data.company_statusvalue v on v.id = r.id and v.status = s.status
    where v.id is null;
  end if;

  delete from saint_data.company c where c.as_of = 'infinity';
  insert into saint_data.company_stale (id, since)
  select c.id, c.next_change from saint_data.company c where c.next_change < 'infinity';
  return filled;
end
$saint$;

-- company: where a stored row that counts as valid differs from the truth.
create or replace function saint_data.company_check() returns table (id text, "column" text, stored text, truth text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' as $saint$
#variable_conflict use_column
declare
  r record;
begin
  for r in
    select
      t.id, c.id is not null and c.as_of < 'infinity' as stored, c.next_change > t.next_change as late,
      array[c.name::text, c.category::text, c.founded::text, c.outgoing::text, c.sold::text, c.sold_n::text, c.statuses::text] as of_row,
      array[t.name::text, t.category::text, t.founded::text, t.outgoing::text, t.sold::text, t.sold_n::text, t.statuses::text] as of_tables
    from saint_data.company_in_shards t
    left join saint_data.company c on c.id = t.id
    left join (select s.id from saint_data.company_stale s where s.since <= (select d.today from saint_data.day d) group by s.id) stale on stale.id = t.id
    where stale.id is null and (c.id is null or c.as_of = 'infinity' or c.next_change > t.next_change
      or c.name is distinct from t.name
      or c.category is distinct from t.category
      or c.founded is distinct from t.founded
      or c.outgoing is distinct from t.outgoing
      or c.sold is distinct from t.sold
      or c.sold_n is distinct from t.sold_n
      or c.statuses is distinct from t.statuses)
  loop
    if not r.stored then
      return query values (r.id::text, 'id', null::text, r.id::text);
    else
      return query
      select r.id::text, n.name, r.of_row[n.ordinal], r.of_tables[n.ordinal]
      from unnest(array['name', 'category', 'founded', 'outgoing', 'sold', 'sold_n', 'statuses']) with ordinality n (name, ordinal)
      where r.of_row[n.ordinal] is distinct from r.of_tables[n.ordinal];
      -- too early costs a recompute, too late would be a wrong answer
      if r.late then
        return query values (r.id::text, 'next_change', 'later', 'earlier');
      end if;
    end if;
  end loop;
  return query
  select c.id::text, 'id', c.id::text, null::text
  from saint_data.company c
  left join saint_data.company_in_shards t on t.id = c.id
  left join (select s.id from saint_data.company_stale s where s.since <= (select d.today from saint_data.day d) group by s.id) stale on stale.id = c.id
  where stale.id is null and t.id is null and c.as_of < 'infinity';
  return query
  select c.id::text, 'statusvalue', v.statuses::text, c.statuses::text
  from saint_data.company c
  left join (select v.id, array_agg(v.status order by v.status) as statuses from saint_data.company_statusvalue v group by v.id) v on v.id = c.id
  where not (coalesce(v.statuses, '{}') @> c.statuses and c.statuses @> coalesce(v.statuses, '{}'));
end
$saint$;

-- crm.activity, on each of its shards: rows that were updated mark their records. Nothing of ours is read but whether a record has a row.
create or replace function saint_data.crm_activity_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
declare
  saint_ids integer[];
  -- All rows of a shard go to one other shard. Which one Citus knows of any of them, wherever shards are moved or split to.
  saint_shard text;
begin
  -- an update of what is not mapped marks nothing
  begin
    saint_ids := array(
      select distinct x.id
      from (
        (select r.company_id as id, r.activity_id, r.deleted, r.direction, r.starts_at from new_rows r
         except all select r.company_id, r.activity_id, r.deleted, r.direction, r.starts_at from old_rows r)
        union all
        (select r.company_id, r.activity_id, r.deleted, r.direction, r.starts_at from old_rows r
         except all select r.company_id, r.activity_id, r.deleted, r.direction, r.starts_at from new_rows r)
      ) x
    );
  exception
    -- a column that the CRM has renamed, or of which the values cannot be compared any more
    when undefined_column or undefined_function then
      saint_ids := array(select distinct r.company_id from new_rows r);
  end;
  if saint_ids = '{}' then
    return null;
  end if;
  saint_shard := shard_name('saint_data.company_stale'::regclass, get_shard_id_for_distribution_column('saint_data.company_stale'::regclass, saint_ids[1]));
  if saint_ids[2] is null then
    -- of one record, as most: it is planned in half the time
    execute 'insert into ' || saint_shard || ' (id) values ($1)' using saint_ids[1];
  else
    execute 'insert into ' || saint_shard || ' (id) select unnest($1)' using saint_ids;
  end if;
  return null;
end
$saint$;

-- crm.company, on each of its shards: rows that were inserted mark their records. Nothing of ours is read but whether a record has a row.
create or replace function saint_data.crm_company_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
declare
  saint_ids integer[];
  -- All rows of a shard go to one other shard. Which one Citus knows of any of them, wherever shards are moved or split to.
  saint_shard text;
begin
  saint_ids := array(select distinct r.company_id from new_rows r);
  if saint_ids = '{}' then
    return null;
  end if;
  -- A record has a row from the moment that it exists. Nobody else makes one, and none goes while there are writers.
  saint_shard := shard_name('saint_data.company'::regclass, get_shard_id_for_distribution_column('saint_data.company'::regclass, saint_ids[1]));
  begin
    execute 'insert into ' || saint_shard || ' (id)
      select n.id from unnest($1) n (id)
      where not exists (select from ' || saint_shard || ' c where c.id = n.id)' using saint_ids;
  exception
    -- it was a record before, which this transaction's snapshot does not see
    when unique_violation then
      null;
  end;
  saint_shard := shard_name('saint_data.company_stale'::regclass, get_shard_id_for_distribution_column('saint_data.company_stale'::regclass, saint_ids[1]));
  if saint_ids[2] is null then
    -- of one record, as most: it is planned in half the time
    execute 'insert into ' || saint_shard || ' (id) values ($1)' using saint_ids[1];
  else
    execute 'insert into ' || saint_shard || ' (id) select unnest($1)' using saint_ids;
  end if;
  return null;
end
$saint$;

-- crm.sale: truncated, so every record is computed again. Citus fires such a trigger on the table, where the command was given; a shard
-- that it has moved has the trigger as well, and says nothing.
create or replace function saint_data.crm_sale_emptied() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
begin
  if exists (select from pg_dist_partition p where p.logicalrelid = tg_relid) then
    insert into saint_data.company_stale (id) select c.id from saint_data.company c;
  end if;
  return null;
end
$saint$;
