-- company: what a wide row answers to the questions of other entities: those answered with yes, and after a ? those that cannot
-- be answered.
create or replace function saint_data.company_answers(c saint_data.company) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- asked at parent_asked.yaml:17
    case (coalesce((c.category = 'Customer') and (c.calls < 2), false)) when true then 'status(''neglected'')' when false then null else '?status(''neglected'')' end,
    -- asked at parent_asked.yaml:17
    case (c.calls = 0) when true then 'calls = 0' when false then null else '?calls = 0' end
  ], null)
$saint$;

-- company: what one company answers as of `today`; NULL where there is no such record.
create or replace function saint_data.company_answer(record_id integer, today date) returns text[]
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp as $saint$
declare
  saint_answers text[];
begin
  if $1 is null then
    return null;
  end if;
  select c.saint_answers into saint_answers
  from saint_data.company c
  where c.id = $1 and c.as_of <= $2 and c.next_change > $2
    and not exists (select from saint_data.company_dirty d where d.id = $1)
    and saint_data.company_as_mapped()
    and not (exists (select from saint_data.company_via) and $1 in (select e.id from saint_data.company_indirectly_stale() e (id)));
  if not found then
    select l.saint_answers into saint_answers from saint_data.company_current($1, $2) l;
  end if;
  return saint_answers;
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
      saint_answers = f.saint_answers,
      category = f.category,
      calls = f.calls
    from fresh f
    where c.id = f.id
  ),
  -- who asks them is found when the mark is read: one mark for all of them
  asked as (
    insert into saint_data.person_via (hop, key)
    select 'answers of company', jsonb_build_object('id', c.id)
    from saint_data.company c
    join fresh f on f.id = c.id
    where c.saint_answers is distinct from f.saint_answers
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

-- company: after a delta, the statuses and the next change that follow from the row's own values.
create or replace function saint_data.company_refresh_statuses(of_id integer) returns void
language plpgsql as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  was text[] := (select c.statuses from saint_data.company c where c.id = of_id);
  became text[];
  answered text[] := (select c.saint_answers from saint_data.company c where c.id = of_id);
  answer text[];
begin
  update saint_data.company c set
    statuses = saint_data.company_statuses(c.*),
    saint_answers = saint_data.company_answers(c.*),
    next_change = least(c.next_change, saint_data.company_next_change(c.*))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from saint_data.company_dirty m where m.id = of_id)
  returning c.statuses, c.saint_answers into became, answer;
  if found and answer is distinct from answered then
    -- who asks is found when the mark is read: one mark for all of them
    insert into saint_data.person_via (hop, key) values ('answers of company', jsonb_build_object('id', of_id));
  end if;

  if not was <@ became then
    with ended as (
      delete from saint_data.company_statusvalue v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', of_id::text, ended.status, false, now() from ended;
  end if;
  if not became <@ was then
    with begun as (
      insert into saint_data.company_statusvalue (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'company', of_id::text, begun.status, true, now() from begun;
  end if;
end
$saint$;

-- person: one wide row per record, valid while as_of <= today < next_change and unmarked.
-- Room on each page, and no index on a counter, keep its updates HOT.
create table saint_data.person (
  id bigint,
  as_of date not null default '-infinity',
  next_change date not null default '-infinity',
  statuses text[] not null default '{}',
  generation integer not null default 0,
  company_status_neglected boolean,
  company_calls boolean,
  primary key (id)
) with (vacuum_truncate = false, fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
create index person_due on saint_data.person (next_change);

-- person: records that are stale though neither their row nor a plain mark says so: those that the indirect marks lead to, in the
-- snapshot of whoever asks, those that ask a record which is stale itself, and for a transaction that began before midnight the rows stored after it.
create or replace function saint_data.person_indirectly_stale() returns setof bigint
language plpgsql stable parallel unsafe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
begin
  return query
  select m.id from saint_data.person_indirect_marks() m;
  -- answers of company: may be others now
  if exists (select from saint_data.company_stale s) then
    perform saint_data.person_held();
    return query
    select k.id
    from (
      select person.person_id::bigint as id
      from crm.person person
      where person.company_id in (select s.id from saint_data.company_stale s)
    ) k
    where k.id is not null;
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from saint_data.person c where c.as_of > saint.today();
  end if;
end
$saint$;

-- person: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function saint_data.person_indirect_marks() returns table (id bigint, stale text)
language plpgsql stable parallel unsafe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not saint_data.person_as_mapped();
begin
  if not saint_replaced and not exists (select from saint_data.person_via) then
    return;
  end if;
  perform saint_data.person_held();
  return query
  select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back, other tables
    select every.id, null as stale
    from (
      select (person.person_id)::bigint from crm.person person
      union
      select c.id from saint_data.person c
    ) every (id)
    where exists (select from saint_data.person_via saint_mark where saint_mark.hop in ('all', 'detached')) or saint_replaced

    union
    -- person.company: a row of crm.company
    select (person.person_id)::bigint, 'fields'
    from saint_data.person_via saint_mark
    join crm.person person on true
    where saint_mark.hop = 'person.company' and (cast((saint_mark.key ->> 'company_id') as int) = person.company_id)

    union
    -- answers of company: may be others now
    select person.person_id::bigint, 'fields'
    from saint_data.person_via saint_mark
    cross join crm.person person
    where saint_mark.hop = 'answers of company' and person.company_id = (saint_mark.key ->> 'id')::integer
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- person: whom one person asks: on which way, the parent's key, and when something of that changes by itself.
create or replace function saint_data.person_asks(record_id bigint, today date)
returns table (path text, id text, next_change date)
language plpgsql stable parallel unsafe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off as $saint$
declare
  saint_held constant boolean := saint_data.person_held();
begin
  return query
  select 'company'::text, k.id::text, (select l.next_change from saint_data.company_live(k.id, $2) l)
  from (
    select company.company_id as id
    from crm.person person
    left join crm.company company on company.company_id = person.company_id
    where person.person_id = $1
  ) k
  where k.id is not null;
end
$saint$;

-- person: why a record has a status or not, and when each criterion changes if nobody does anything.
create or replace function saint_data.person_explain(of_status text, of_id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' set timezone = 'Europe/Oslo' as $saint$
declare
  r saint_data.person;
  later saint_data.person;
  was boolean[];
  turns date[];
  day date;
  -- what whoever is asked says, by the criterion's ordinal
  said text[];
begin
  select * into r from saint_data.person_live(of_id::bigint, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', 'person', of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from saint_data.person_criteria(of_status, r) k;

  -- The record as it will be on each day on which a criterion that has not turned yet may change by itself.
  day := least(r.next_change, (select min(a.next_change) from saint_data.person_asks(r.id, saint.today()) a));
  while day < 'infinity' and array_position(turns, null) is not null loop
    select * into later from saint_data.person_live(of_id::bigint, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from saint_data.person_criteria(of_status, later) k;
    day := least(later.next_change, (select min(a.next_change) from saint_data.person_asks(r.id, day) a));
  end loop;

  if of_status = 'of_neglected' then
    said[1] := concat_ws('; ', said[1], (
      select concat('company', ' ', a.id, ': ', (
        select string_agg(concat(e.criterion, case when e.met then ' is met' else ' is not met' end, ': ' || e.value), ', ')
        from saint_data.company_explain('neglected', a.id) e
      ))
      from saint_data.person_asks(r.id, saint.today()) a
      where a.path = 'company'
    ));
  end if;

  if of_status = 'of_neglected' then
    said[2] := concat_ws('; ', said[2], (
      select concat('company', ' ', a.id, ': ', (
        select concat_ws(', ', 'calls = ' || coalesce((l.calls)::text, 'null'))
        from saint_data.company_live(a.id::integer, saint.today()) l
      ))
      from saint_data.person_asks(r.id, saint.today()) a
      where a.path = 'company'
    ));
  end if;

  return query
  select k.criterion, concat_ws(' ', k.value, '(' || said[k.place] || ')'), k.met, turns[k.place] from saint_data.person_criteria(of_status, r) k order by k.place;
end
$saint$;
