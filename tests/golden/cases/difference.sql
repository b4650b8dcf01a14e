-- company: dirty marks, append only. A record with a mark is not read from its stored row alone until a tick has seen to it.
create table saint_data.company_dirty (
  id integer not null,
  mark bigint generated always as identity,
  -- what of the record is stale: its fields; NULL: all of it
  stale text,
  -- what a changed row adds to the record; of no kind: the record is to be recomputed
  difference integer,
  weight integer,
  activity_date date,
  activity_filter1 smallint,
  sale_amount numeric,
  sale_filter1 smallint,
  sale_filter2 smallint,
  primary key (id, mark)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- company: one company as of `today`, from the stored row and the differences that its marks carry: no event is read.
-- No row for a record with a mark that carries none, or where a difference cannot be added.
create or replace function saint_data.company_folded(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- No column of ours is called today.
#variable_conflict use_column
begin
  return query
    with difference as (
      select
        m.id,
        bool_and(
          coalesce(m.difference in (805579335, 1564652469), false)
          and coalesce(cast(m.sale_amount as decimal) between -1e1000 and 1e1000, true)
          and (m.weight > 0 or coalesce(scale(cast(m.sale_amount as decimal)) <= 8, true))
        ) as "is known",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_filter1 = 1 and m.activity_date > today - 30 and m.activity_date <= today) as outgoing,
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_filter1 = 1) as "last_call came",
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight < 0 and m.activity_filter1 = 1) as "last_call went",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_date > today - 30 and m.activity_date <= today) as quiet_count_activity,
        sum(m.weight * cast(m.sale_amount as decimal)) filter (where m.difference = 1564652469 and m.sale_filter1 = 1) as sold,
        sum(m.weight) filter (where m.difference = 1564652469 and m.sale_filter2 = 1) as sold_n,
        -- the next day on which a row that came enters or leaves a window
        least(
          min(m.activity_date + 30) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > today - 30 and m.activity_date < cast('290000-01-01' as date)),
          min(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > today and m.activity_date < cast('290000-01-01' as date))
        ) as next_change
      from saint_data.company_dirty m
      where m.id = $1
      group by m.id
    ),
    wide as (
      select
        c.id as id,
        today as as_of,
        least(c.next_change, d.next_change) as next_change,
        '{}'::text[] as statuses,
        c.generation as generation,
        (c.outgoing + coalesce(d.outgoing, 0))::bigint as outgoing,
        greatest(c.last_call, d."last_call came") as last_call,
        (c.sold + coalesce(d.sold, 0))::numeric as sold,
        (c.sold_n + coalesce(d.sold_n, 0))::bigint as sold_n,
        (c.quiet_count_activity + coalesce(d.quiet_count_activity, 0))::bigint as quiet_count_activity
      from saint_data.company c
      join difference d on d.id = c.id
      where c.as_of <= today and c.next_change > today and d."is known"
        -- the max is not one that went, unless as many of it came
        and coalesce(d."last_call went" is null or greatest(c.last_call, d."last_call came") > d."last_call went" or greatest(c.last_call, d."last_call came") = d."last_call went" and 0 <
          (select sum(m.weight) from saint_data.company_dirty m where m.id = c.id and m.difference = 805579335 and m.activity_filter1 = 1 and m.activity_date = d."last_call went")
          + case when c.last_call = d."last_call went" then 1 else 0 end, false)
    )
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.outgoing,
      wide.last_call,
      wide.sold,
      wide.sold_n,
      wide.quiet_count_activity
    from wide;
end
$saint$;

-- company: the records `ids` of company as of `today`, from the stored row and the differences that its marks carry: no event is read.
-- No row for a record with a mark that carries none, or where a difference cannot be added.
create or replace function saint_data.company_folded_many(ids integer[], today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer 
set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- No column of ours is called today.
#variable_conflict use_column
begin
  return query
    with difference as (
      select
        m.id,
        bool_and(
          coalesce(m.difference in (805579335, 1564652469), false)
          and coalesce(cast(m.sale_amount as decimal) between -1e1000 and 1e1000, true)
          and (m.weight > 0 or coalesce(scale(cast(m.sale_amount as decimal)) <= 8, true))
        ) as "is known",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_filter1 = 1 and m.activity_date > today - 30 and m.activity_date <= today) as outgoing,
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_filter1 = 1) as "last_call came",
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight < 0 and m.activity_filter1 = 1) as "last_call went",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_date > today - 30 and m.activity_date <= today) as quiet_count_activity,
        sum(m.weight * cast(m.sale_amount as decimal)) filter (where m.difference = 1564652469 and m.sale_filter1 = 1) as sold,
        sum(m.weight) filter (where m.difference = 1564652469 and m.sale_filter2 = 1) as sold_n,
        -- the next day on which a row that came enters or leaves a window
        least(
          min(m.activity_date + 30) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > today - 30 and m.activity_date < cast('290000-01-01' as date)),
          min(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > today and m.activity_date < cast('290000-01-01' as date))
        ) as next_change
      from saint_data.company_dirty m
      where m.id = any ($1)
      group by m.id
    ),
    wide as (
      select
        c.id as id,
        today as as_of,
        least(c.next_change, d.next_change) as next_change,
        '{}'::text[] as statuses,
        c.generation as generation,
        (c.outgoing + coalesce(d.outgoing, 0))::bigint as outgoing,
        greatest(c.last_call, d."last_call came") as last_call,
        (c.sold + coalesce(d.sold, 0))::numeric as sold,
        (c.sold_n + coalesce(d.sold_n, 0))::bigint as sold_n,
        (c.quiet_count_activity + coalesce(d.quiet_count_activity, 0))::bigint as quiet_count_activity
      from saint_data.company c
      join difference d on d.id = c.id
      where c.as_of <= today and c.next_change > today and d."is known"
        -- the max is not one that went, unless as many of it came
        and coalesce(d."last_call went" is null or greatest(c.last_call, d."last_call came") > d."last_call went" or greatest(c.last_call, d."last_call came") = d."last_call went" and 0 <
          (select sum(m.weight) from saint_data.company_dirty m where m.id = c.id and m.difference = 805579335 and m.activity_filter1 = 1 and m.activity_date = d."last_call went")
          + case when c.last_call = d."last_call went" then 1 else 0 end, false)
    )
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.outgoing,
      wide.last_call,
      wide.sold,
      wide.sold_n,
      wide.quiet_count_activity
    from wide;
end
$saint$;

-- company: store the differences that the marks of records carry, of those where they can be added. The caller has locked their
-- wide rows in an earlier statement. One statement, one snapshot: the marks that go are those that were added.
create or replace function saint_data.company_fold(ids integer[], today date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with fresh as materialized (
    select * from saint_data.company_folded_many(ids, today)
  ),
  seen as (
    delete from saint_data.company_dirty d where d.id in (select f.id from fresh f)
  ),
  stored as (
    update saint_data.company c set
      as_of = f.as_of,
      next_change = f.next_change,
      statuses = f.statuses,
      outgoing = f.outgoing,
      last_call = f.last_call,
      sold = f.sold,
      sold_n = f.sold_n,
      quiet_count_activity = f.quiet_count_activity
    from fresh f
    where c.id = f.id
  ),
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.company_statusvalue v
    where v.id in (select f.id from fresh f) and not exists (select from fresh f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.company_statusvalue (id, status, since)
    select f.id, s.status, now()
    from fresh f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.company_statusvalue v where v.id in (select f.id from fresh f) and v.id = f.id and v.status = s.status)
    returning id, status
  ),
  flips as (
    select ended.id, ended.status, false as active from ended
    union all
    select begun.id, begun.status, true from begun
  )
  insert into saint.status_change (entity, id, status, active, changed_at)
  select 'company', f.id::text, f.status, f.active, now() from flips f;
end
$saint$;

-- company: one company as of `today`: the stored row with the differences that wait, or computed from the CRM's own tables.
create or replace function saint_data.company_current(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp as $saint$
begin
  -- what indirect marks lead to is told by other rows
  if not exists (select from saint_data.company_via) and saint_data.company_as_mapped() then
    return query
    select f.* from saint_data.company_folded($1, $2) f
    -- names the table, so that this is replanned when one of its columns gets another type
    union all
    select c.* from saint_data.company c where false;
    if found then
      return;
    end if;
  end if;
  return query
  select l.* from saint_data.company_live($1, $2) l
  union all
  select c.* from saint_data.company c where false;
end
$saint$;

-- company: recompute up to `batch` records that are dirty or due. Returns how many; 0 when nothing free is left.
create or replace function saint_data.company_tick(batch integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off set jit = off
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  today date := saint.today();
  at_most integer;
  candidates integer[];
  ids integer[];
  rest integer[];
begin
  -- Another table now: nothing is stored from it before saint.follow_tables() has taken it for the one that is meant.
  perform saint_data.company_held();
  if not saint_data.company_as_mapped() then
    return 0;
  end if;
  -- Via marks become plain marks in one statement: found and removed in the same snapshot.
  if exists (select from saint_data.company_via) then
    -- Nobody would tell what changes after the recompute.
    if exists (select from saint_data.company_via v where v.hop = 'detached') then
      return 0;
    end if;
    with taken as (
      delete from saint_data.company_via v
      where v.mark in (select m.mark from saint_data.company_via m order by m.mark limit batch for update skip locked)
      returning v.hop, v.key
    )
    insert into saint_data.company_dirty (id, stale)
    select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back
    select every.id, null as stale
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from taken saint_mark where saint_mark.hop in ('all', 'detached'))
    ) found (id, stale)
    where found.id is not null;
  end if;

  -- The first ones; more where other workers hold most of them, all where nearly none is free.
  foreach at_most in array array[batch, 4 * batch, null] loop
    candidates := array(
      select d.id from (select n.id from saint_data.company_dirty n limit at_most) d
      union
      select due.id from (select w.id from saint_data.company w where w.next_change <= today limit at_most) due);
    ids := array(      select free.id
      from (
        select c.id from saint_data.company c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
    if cardinality(ids) < least(batch, cardinality(candidates)) then
      -- Only the worker makes rows: a writer that met a unique conflict here would have to wait.
      insert into saint_data.company (id)
      select n.id from unnest(candidates) n (id)
      where not exists (select from saint_data.company c where c.id = n.id)
      order by n.id
      on conflict do nothing;
      if found then
        ids := array(      select free.id
      from (
        select c.id from saint_data.company c
        -- another worker may have done it meanwhile
        where c.id = any (candidates) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id))
        limit batch
        for no key update skip locked
      ) free
      order by free.id);
      end if;
    end if;
    exit when 2 * cardinality(ids) >= least(batch, cardinality(candidates));
  end loop;
  if cardinality(ids) = 0 then
    return 0;
  end if;
  perform saint_data.company_fold(ids, today);
  -- the others have to be computed
  rest := array(
    select c.id from saint_data.company c
    where c.id = any (ids) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id)));
  if cardinality(rest) > 0 then
    perform saint_data.company_recompute(rest, today);
  end if;
  return cardinality(ids);
end
$saint$;
