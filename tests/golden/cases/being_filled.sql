-- company: one row per record, one column per counter, exact: stored where the row is valid, else computed.
create or replace view saint.company_counter as
select
  c.id,
  case when c.saint_stale then l.outgoing else c.outgoing end as outgoing,
  case when c.saint_stale then l.done when c.saint_generation >= 2 then c.done else needs_backfill.done end as done
from (
  select
    c.id,
    c.outgoing as outgoing,
    c.done as done,
    c.generation as saint_generation,
    c.next_change <= (select saint.today())
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::bigint, null::bigint, null::integer, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::bigint, null::bigint, null::integer, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.outgoing as outgoing, saint_row.done as done
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
-- Computed for a row that needs backfill. An aggregate, so that who asks for none of this does not compute it.
left join lateral (
  select (array_agg(saint_row.*))[1] as record
  from saint_data.company_live(c.id, saint.today()) saint_row
  where not c.saint_stale and c.saint_generation < 2
) computed on true
cross join lateral (
  select (computed.record).done
) needs_backfill
where (not c.saint_stale or l.id is not null);

-- company: one row per active status.
create or replace view saint.company_status as
select
  a.id, a.status,
  -- a snapshot from before an apply does not see what the apply wrote into saint.status
  (array['Quiet', 'Forgotten']::text[])[s.ordinal] as name,
  (array[10, 20]::integer[])[s.ordinal] as rank,
  (array[false, false]::boolean[])[s.ordinal] as visual,
  a.since
from (
  select v.id, v.status, v.since
  from saint_data.company_statusvalue v
  where not exists (select from saint_data.company_stale s where s.id = v.id)
    -- while rows need backfill: only what all of them hold
    and v.status in ('quiet')
  union all
  select c.id, 'forgotten'::text, coalesce(v.since, now())
  from saint_data.company c
  left join saint_data.company_statusvalue v on v.id = c.id and v.status = 'forgotten'
  where not exists (select from saint_data.company_stale s where s.id = c.id)
    and case
      when c.generation >= 2 then 'forgotten' = any (c.statuses)
      else (select 'forgotten' = any (l.statuses) from saint_data.company_live(c.id, saint.today()) l)
    end
  union all
  select s.id, l.status, l.since
  from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live_statuses(s.id, saint.today()) l
) a
cross join lateral (select array_position(array['quiet', 'forgotten'], a.status) as ordinal) s;

-- company: one row per record, made to be joined: its statuses by rank, what is known of the first, and the image to show.
create or replace view saint.company_card as
select
  record.id,
  s.statuses,
  ('{quiet,forgotten}'::text[])[s.first] as status,
  -- a snapshot from before an apply does not see what the apply wrote into saint.status
  ('{"Quiet","Forgotten"}'::text[])[s.first] as name,
  ('{10,20}'::integer[])[s.first] as rank,
  case when s.first is not null then coalesce(
    (select v.since from saint_data.company_statusvalue v where v.id = record.id and v.status = ('{quiet,forgotten}'::text[])[s.first]), now()
  ) end as since,
  ('{false,false}'::boolean[])[s.first] as visual,
  (select i.content from saint.image i where i.image = ('{}'::text[])[s.shown]) as image,
  ('{}'::text[])[s.shown] as media_type,
  ('{}'::text[])[s.shown] as image_key
from (
  select
    c.id,
    case when c.saint_stale then l.statuses else c.statuses end as statuses
  from (
    select
      c.id,
      c.statuses as statuses,
      c.next_change <= (select saint.today())
        -- being filled
        or c.generation < 2
        or exists (select from saint_data.company_dirty d where d.id = c.id)
        or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
        as saint_stale,
      null::bigint as saint_mark
    from saint_data.company c
    union all
    -- a record that has no row yet: it has a mark
    select d.id, null::text[], true, d.mark
    from saint_data.company_dirty d
    union all
    -- or an indirect one
    select n.id, null::text[], true, null::bigint
    from saint_data.company_indirectly_new() n (id)
    where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
  ) c
  left join lateral (
    select saint_row.id, saint_row.statuses as statuses
    from saint_data.company_current(c.id, saint.today()) saint_row
    where c.saint_stale
      and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    -- else it would be called for each row, and not for the stale ones alone
    offset 0
  ) l on true
  where (not c.saint_stale or l.id is not null)
) record
cross join lateral (
  select
    case when cardinality(record.statuses) = 0 then record.statuses else array_remove(array[
      case when 'quiet' = any (record.statuses) then 'quiet' end,
      case when 'forgotten' = any (record.statuses) then 'forgotten' end
    ], null) end as statuses,
    case when cardinality(record.statuses) = 0 then null when 'quiet' = any (record.statuses) then 1 when 'forgotten' = any (record.statuses) then 2 end as first,
    null::integer as shown
  -- each of them once, not for every column that reads it
  offset 0
) s;

-- company: where a stored row that counts as valid differs from the truth.
create or replace function saint_data.company_check() returns table (id text, "column" text, stored text, truth text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set row_security = off set jit = off
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' as $saint$
#variable_conflict use_column
begin
  return query
  with truth as materialized (
    select * from saint_data.company_live_all(saint.today())
  ),
  stale as materialized (
    select s.id from saint_data.company_stale s
    union
    -- not filled yet: not all that it holds is read
    select c.id from saint_data.company c where c.generation < 2
  ),
  stored as materialized (
    select c.* from saint_data.company c
    where not exists (select from stale s where s.id = c.id)
  ),
  -- byte by byte first: that is quick, and says of a few equal rows that they differ (1.0 and 1.00)
  suspect as materialized (
    select
      s.id,
      (select to_jsonb(x.*) from (select s.statuses, s.category, s.outgoing, s.done, s.quiet_count_activity) x) as stored,
      (select to_jsonb(x.*) from (select t.statuses, t.category, t.outgoing, t.done, t.quiet_count_activity) x) as truth
    from stored s join truth t on t.id = s.id
    where row(s.statuses, s.category, s.outgoing, s.done, s.quiet_count_activity)::record
      *<> row(t.statuses, t.category, t.outgoing, t.done, t.quiet_count_activity)::record
  ),
  had as (
    select v.id, array_agg(v.status order by v.status) as statuses from saint_data.company_statusvalue v group by v.id
  )
  select coalesce(s.id, t.id)::text, 'id', s.id::text, t.id::text
  from stored s full join truth t on t.id = s.id
  where (s.id is null or t.id is null)
    and not exists (select from stale x where x.id = coalesce(s.id, t.id))
  union all
  select s.id::text, f.key, s.stored ->> f.key, s.truth ->> f.key
  from suspect s cross join lateral jsonb_object_keys(s.truth) f (key)
  where s.stored -> f.key is distinct from s.truth -> f.key
  union all
  -- too early costs a recompute, too late would be a wrong answer
  select s.id::text, 'next_change', s.next_change::text, t.next_change::text
  from stored s join truth t on t.id = s.id
  where s.next_change > t.next_change
  union all
  select c.id::text, 'statusvalue', h.statuses::text, c.statuses::text
  from saint_data.company c left join had h on h.id = c.id
  where coalesce(h.statuses, '{}') is distinct from
    coalesce((select array_agg(u.status order by u.status) from unnest(c.statuses) u (status)), '{}');
end
$saint$;

-- Which record got or lost which status when; a change that is due and not yet stored is shown as of now.
create or replace view saint.status_history as
select h.entity, h.id, h.status, h.active, h.changed_at, h.change from saint.status_change h
union all
select 'company', coalesce(l.id, v.id)::text, coalesce(l.status, v.status), v.status is null, now(), null
from (
  select n.id, t.status
  from (select distinct s.id from (select x.id from saint_data.company_stale x union all select c.id from saint_data.company c where c.generation < 2) s) s
  cross join lateral saint_data.company_live(s.id, saint.today()) n
  cross join lateral unnest(n.statuses) t (status)
) l
full join (
  select v.id, v.status from saint_data.company_statusvalue v where v.id in (select s.id from (select x.id from saint_data.company_stale x union all select c.id from saint_data.company c where c.generation < 2) s)
) v on v.id = l.id and v.status = l.status
where (l.id is null or v.id is null)
;

-- forgotten (being_filled.yaml:21): status('forgotten')
create or replace view saint.selection_forgotten as
select
  c.id,
  case when c.saint_stale then l.category else c.category end as category
from (
  select
    c.id,
    c.category as category,
    (('forgotten' = any(c.statuses))) as saint_is_in,
    c.next_change <= (select saint.today())
      -- being filled
      or c.generation < 2
      or exists (select from saint_data.company_dirty d where d.id = c.id)
      or ((select exists (select from saint_data.company_via) or not saint_data.company_rows_hold()) and c.id in (select e.id from saint_data.company_indirectly_stale() e (id)))
      as saint_stale,
    null::bigint as saint_mark
  from saint_data.company c
  union all
  -- a record that has no row yet: it has a mark
  select d.id, null::text, null::boolean, true, d.mark
  from saint_data.company_dirty d
  union all
  -- or an indirect one
  select n.id, null::text, null::boolean, true, null::bigint
  from saint_data.company_indirectly_new() n (id)
  where (select exists (select from saint_data.company_via) or not saint_data.company_rows_hold())
) c
left join lateral (
  select saint_row.id, saint_row.category as category
  from saint_data.company_current(c.id, saint.today()) saint_row
  where c.saint_stale
    and (c.saint_mark is null or saint_data.company_first_mark(c.id, c.saint_mark))
    and (('forgotten' = any(saint_row.statuses)))
  -- else it would be called for each row, and not for the stale ones alone
  offset 0
) l on true
where (not c.saint_stale or l.id is not null)
  and (c.saint_stale or c.saint_is_in);

-- The day as of which a writer changes records in place; infinity: it leaves its difference; NULL: it leaves marks only.
create or replace function saint_data.delta_day() returns date
language sql stable parallel safe as $saint$
  -- an online apply is under way
  select null::date
$saint$;
