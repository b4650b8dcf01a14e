-- company: dirty marks, append only. A record with a mark is not read from its stored row alone until a tick has seen to it.
-- No vacuum_truncate, here and in the other tables: writers would wait while autovacuum cuts free pages off the end.
create table saint_data.company_dirty (
  id integer not null,
  mark bigint generated always as identity,
  -- what of the record is stale: its fields, the events of a source; NULL: all of it
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
) with (vacuum_truncate = false, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- company: one company as saint_data.company_folded_many() has it, mark by mark: an aggregate for each column would cost more to set up than
-- a few marks to add.
create or replace function saint_data.company_folded(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today.
#variable_conflict use_column
declare
  saint_row saint_data.company;
  -- the day for which it is added
  saint_day date;
  saint_marks integer := 0;
  m record;
  -- the best of what went, of each minimum and maximum
  saint_went saint_data.company;
  saint_lost text[];
  saint_found saint_data.company;
begin
  select c.* into saint_row
  from saint_data.company c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2;
  if not found then
    return;
  end if;
  saint_day := case when saint_row.next_change > $2 then $2 else saint_row.as_of end;
  for m in
    select d.*, saint_day from saint_data.company_dirty d where d.id = $1
  loop
    saint_marks := saint_marks + 1;
    if saint_marks > 50 then
      return query select f.* from saint_data.company_folded_many(array[$1], $2) f;
      return;
    end if;
    if m.difference = 805579335 then
      -- activity
      if m.activity_filter1 = 1 then
        if m.activity_date > m.saint_day - 30 and m.activity_date <= m.saint_day then
          saint_row.outgoing := saint_row.outgoing + m.weight;
        end if;
        if m.weight > 0 then
          saint_row.last_call := greatest(saint_row.last_call, m.activity_date);
        else
          saint_went.last_call := greatest(saint_went.last_call, m.activity_date);
        end if;
      end if;
      if m.activity_date > m.saint_day - 30 and m.activity_date <= m.saint_day then
        saint_row.quiet_count_activity := saint_row.quiet_count_activity + m.weight;
      end if;
      -- the next day on which a row that came enters or leaves a window
      if m.weight > 0 then
        if m.activity_date > m.saint_day - 30 and m.activity_date < cast('290000-01-01' as date) then
          saint_row.next_change := least(saint_row.next_change, m.activity_date + 30);
        end if;
        if m.activity_date > m.saint_day and m.activity_date < cast('290000-01-01' as date) then
          saint_row.next_change := least(saint_row.next_change, m.activity_date);
        end if;
      end if;
    elsif m.difference = 1564652469 then
      -- sale
      if not (coalesce(cast(m.sale_amount as decimal) between -1e1000 and 1e1000, true) and (m.weight > 0 or coalesce(scale(cast(m.sale_amount as decimal)) <= 8, true))) then
        return;
      end if;
      if m.sale_filter1 = 1 then
        saint_row.sold := saint_row.sold + coalesce(m.weight * cast(m.sale_amount as decimal), 0);
      end if;
      if m.sale_filter2 = 1 then
        saint_row.sold_n := saint_row.sold_n + m.weight;
      end if;
    elsif coalesce(m.stale not in ('fields'), true) then
      return;
    end if;
  end loop;
  if saint_marks = 0 then
    return;
  end if;
  -- what went may have been the best of all
  if saint_went.last_call is not null and (saint_row.last_call > saint_went.last_call) is not true then
    saint_lost := saint_lost || 'last_call'::text;
  end if;
  if saint_lost is not null then
    select x.* into saint_found from saint_data.company_extremes($1, saint_day, saint_lost) x;
    if not found then
      return;
    end if;
    if 'last_call' = any (saint_lost) then
      saint_row.last_call := saint_found.last_call;
    end if;
  end if;
  saint_row.as_of := saint_day;
  saint_row.next_change := least(saint_row.next_change, saint_data.company_next_change(saint_row));
  saint_row.statuses := saint_data.company_statuses(saint_row);
  return next saint_row;
end
$saint$;

-- company: the records `ids` from the stored row and the differences that its marks carry: no event is read, but for a minimum or
-- maximum that may have gone. As of `today`; where the row is due, as of the day that it stands for. What marks say
-- to be stale is as it is stored. No row for a record with a mark of all of it, or where a difference cannot be added.
create or replace function saint_data.company_folded_many(ids integer[], today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set jit = off
-- it takes longer to plan than to fold a few; by index, however few rows the tables had when it was planned
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $saint$
-- No column of ours is called today.
#variable_conflict use_column
begin
  return query
    with difference as (
      select
        m.id, m.saint_day,
        bool_and(
          coalesce(m.difference in (805579335, 1564652469), m.stale in ('fields'), false)
          and coalesce(cast(m.sale_amount as decimal) between -1e1000 and 1e1000, true)
          and (m.weight > 0 or coalesce(scale(cast(m.sale_amount as decimal)) <= 8, true))
        ) as "is known",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_filter1 = 1 and m.activity_date > m.saint_day - 30 and m.activity_date <= m.saint_day) as outgoing,
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_filter1 = 1) as "last_call came",
        max(m.activity_date) filter (where m.difference = 805579335 and m.weight < 0 and m.activity_filter1 = 1) as "last_call went",
        sum(m.weight) filter (where m.difference = 805579335 and m.activity_date > m.saint_day - 30 and m.activity_date <= m.saint_day) as quiet_count_activity,
        sum(m.weight * cast(m.sale_amount as decimal)) filter (where m.difference = 1564652469 and m.sale_filter1 = 1) as sold,
        sum(m.weight) filter (where m.difference = 1564652469 and m.sale_filter2 = 1) as sold_n,
        -- the next day on which a row that came enters or leaves a window
        least(
          min(m.activity_date + 30) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > m.saint_day - 30 and m.activity_date < cast('290000-01-01' as date)),
          min(m.activity_date) filter (where m.difference = 805579335 and m.weight > 0 and m.activity_date > m.saint_day and m.activity_date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select m.*, case when c.next_change > today then today else c.as_of end as saint_day
        from saint_data.company_dirty m join saint_data.company c on c.id = m.id
        where m.id = any ($1)
      ) m
      group by m.id, m.saint_day
    ),
    summed as (
      select
        c.id as id,
        d.saint_day as as_of,
        least(c.next_change, d.next_change) as next_change,
        '{}'::text[] as statuses,
        c.generation as generation,
        (c.outgoing + coalesce(d.outgoing, 0))::bigint as outgoing,
        greatest(c.last_call, d."last_call came") as last_call,
        (c.sold + coalesce(d.sold, 0))::numeric as sold,
        (c.sold_n + coalesce(d.sold_n, 0))::bigint as sold_n,
        (c.quiet_count_activity + coalesce(d.quiet_count_activity, 0))::bigint as quiet_count_activity,
        -- what went may have been the best of all
        array_remove(array[
          case when d."last_call went" is not null and (greatest(c.last_call, d."last_call came") > d."last_call went") is not true then 'last_call' end
        ], null) as saint_lost
      from saint_data.company c
      join difference d on d.id = c.id
      where c.as_of > '-infinity' and c.as_of <= today and d."is known"
    ),
    wide as (
      select
        s.id as id,
        s.as_of as as_of,
        s.next_change as next_change,
        s.statuses as statuses,
        s.generation as generation,
        s.outgoing as outgoing,
        case when 'last_call' = any (s.saint_lost) then x.last_call else s.last_call end as last_call,
        s.sold as sold,
        s.sold_n as sold_n,
        s.quiet_count_activity as quiet_count_activity
      from summed s
      left join lateral (
        select * from saint_data.company_extremes(s.id, s.as_of, s.saint_lost)
        where s.saint_lost <> '{}'
        -- else it would be called for every record
        offset 0
      ) x on true
      where s.saint_lost = '{}' or x.id is not null
    )
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
      saint_data.company_statuses(wide.saint_row),
      wide.generation,
      wide.outgoing,
      wide.last_call,
      wide.sold,
      wide.sold_n,
      wide.quiet_count_activity
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
end
$saint$;

-- company: store the differences that the marks of records carry, where no day and no field has to be seen to besides. The caller has
-- locked their wide rows in an earlier statement. One statement, one snapshot: the marks that go are those that were added.
create or replace function saint_data.company_fold(ids integer[], today date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
-- it takes longer to plan than to fold a few; by index, however few rows the tables had when it was planned
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with foldable as materialized (
    select c.id from saint_data.company c
    where c.id = any (ids) and c.next_change > today
      and not exists (select from saint_data.company_dirty d where d.id = c.id and d.difference is null)
  ),
  fresh as materialized (
    select f.* from saint_data.company_folded_many(array(select c.id from foldable c), today) f where cardinality(ids) > 5
    union all
    -- a few, each by itself
    select f.* from foldable c cross join lateral saint_data.company_folded(c.id, today) f where cardinality(ids) <= 5
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

-- company: of one company the minima and maxima `wanted`, by their columns, as of the day `today`, from the CRM's own tables.
create or replace function saint_data.company_extremes(record_id integer, today date, wanted text[]) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
declare
  saint_row saint_data.company;
begin
  perform saint_data.company_held();
  -- another table now: its rows are not those of the stored row
  if not saint_data.company_as_mapped() then
    return;
  end if;
  saint_row.id := $1;
  -- max(activity.date) filter (where direction = 'outgoing')
  if 'last_call' = any ($3) then
    saint_row.last_call := (
      select max(activity.on_date)::date
      from crm.activity activity
      where (activity.direction = 'outgoing') and activity.company_id = $1
    );
  end if;
  return next saint_row;
end
$saint$;

-- company: one company as of `today`: the stored row with the differences that wait, or computed from the CRM's own tables.
create or replace function saint_data.company_current(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp as $saint$
begin
  -- one that is due, or of which the fields are stale, is moved on first; what indirect marks lead to is told by other rows
  if exists (select from saint_data.company c where c.id = $1 and c.next_change > $2)
    and not exists (select from saint_data.company_dirty d where d.id = $1 and d.difference is null)
    and (select saint_data.company_as_mapped())
    and (
      (select not exists (select from saint_data.company_via))
      -- some: where do they lead? Of many that costs more than the events
      or (select count(*) < 20 from (select from saint_data.company_via limit 20) v)
        and $1 not in (select e.id from saint_data.company_indirectly_stale() e (id))
    )
  then
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
  rest := ids;
  if exists (select from saint_data.company_dirty d where d.id = any (ids) and d.difference is not null) then
    perform saint_data.company_fold(ids, today);
    -- the others have to be computed
    rest := array(
      select c.id from saint_data.company c
      where c.id = any (ids) and (c.next_change <= today or exists (select from saint_data.company_dirty d where d.id = c.id)));
  end if;
  if cardinality(rest) > 0 then
    perform saint_data.company_recompute(rest, today);
  end if;
  return cardinality(ids);
end
$saint$;
