-- person: what a wide row answers to the questions of other entities: those answered with yes, and after a ? those that cannot
-- be answered.
create or replace function saint_data.person_answers(c saint_data.person) returns text[]
language sql immutable parallel safe as $saint$
  select array_remove(array[
    -- asked at children_counted.yaml:8
    case (coalesce(c.name is null, false)) when true then 'status(''nameless'')' when false then null else '?status(''nameless'')' end
  ], null)
$saint$;

-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel unsafe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := saint_data.company_held();
begin
  return query select a.* from saint_data.company_advance($1, $2) a;
  if found then
    return;
  end if;
  return query
    with record as (
      select
        company.company_id as id
      from crm.company company
      where company.company_id = $1
    ),
    person_events as (
      select
        event.saint_id,

        -- count(person) filter (where "status.nameless")
        count(*) filter (where event."status.nameless") as of_nameless_count_person
      from (
        select
          person.company_id as saint_id,
          coalesce('status(''nameless'')' = any (saint_asked.saint_answers), false) as "status.nameless"
        from crm.person person
        left join lateral saint_data.person_answer(person.person_id, $2) saint_asked (saint_answers) on true
        where person.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::integer as id,
        today as as_of,
        least('infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        coalesce(person_events.of_nameless_count_person, 0) as of_nameless_count_person
      from record
      left join person_events on person_events.saint_id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
      saint_data.company_statuses(wide.saint_row),
      wide.generation,
      wide.of_nameless_count_person
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
end
$saint$;

-- company: where the indirect marks lead, in the snapshot of whoever asks: records, and what of each is stale (NULL: all of it).
create or replace function saint_data.company_indirect_marks() returns table (id integer, stale text)
language plpgsql stable parallel unsafe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- another table now: its rows are not those that were stored
  saint_replaced boolean := not saint_data.company_as_mapped();
begin
  if not saint_replaced and not exists (select from saint_data.company_via) then
    return;
  end if;
  perform saint_data.company_held();
  return query
  select found.id, found.stale from (
    -- all: a TRUNCATE, the clock set back, other tables
    select every.id, null as stale
    from (
      select (company.company_id)::integer from crm.company company
      union
      select c.id from saint_data.company c
    ) every (id)
    where exists (select from saint_data.company_via saint_mark where saint_mark.hop in ('all', 'detached')) or saint_replaced

    union
    -- answers among person: may be others now
    select person.company_id::integer, 'person 9504e128'
    from saint_data.company_via saint_mark
    cross join crm.person person
    where saint_mark.hop = 'answers among person' and person.person_id = (saint_mark.key ->> 'id')::bigint
  ) found (id, stale)
  where found.id is not null;
end
$saint$;

-- company: records that are stale though neither their row nor a plain mark says so: those that the indirect marks lead to, in the
-- snapshot of whoever asks, those that ask a record which is stale itself, and for a transaction that began before midnight the rows stored after it.
create or replace function saint_data.company_indirectly_stale() returns setof integer
language plpgsql stable parallel unsafe security definer rows 10
set search_path = pg_catalog, pg_temp set row_security = off set jit = off as $saint$
begin
  return query
  select m.id from saint_data.company_indirect_marks() m;
  -- answers among person: may be others now
  if exists (select from saint_data.person_stale s) then
    perform saint_data.company_held();
    return query
    select k.id
    from (
      select person.company_id::integer as id
      from crm.person person
      where person.person_id in (select s.id from saint_data.person_stale s)
    ) k
    where k.id is not null;
  end if;
  if saint.midnight_passed() then
    return query
    select c.id from saint_data.company c where c.as_of > saint.today();
  end if;
end
$saint$;

-- company: one company, the stored row moved on to `today`; none of whose row is not true of the day
-- that it stands for, but for its fields. What no day changes stays, and only the events are read that a day can
-- matter to: none where the row holds today. The caller holds the tables.
create or replace function saint_data.company_advance(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel unsafe rows 1
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  -- the day that the row stands for, and whether others have passed since that change something
  saint_since date;
  saint_due boolean;
  -- what of the record is stale; whether its fields are
  saint_stale text[];
  saint_changed boolean;
  -- the sources of which the events are stale
  saint_sources text[];
begin
  select c.as_of, c.next_change <= $2 into saint_since, saint_due
  from saint_data.company c
  where c.id = $1 and c.as_of > '-infinity' and c.as_of <= $2
    and saint_data.company_as_mapped();
  if saint_since is null then
    return;
  end if;
  saint_stale := array(
    select d.stale from saint_data.company_dirty d where d.id = $1);
  if exists (select from saint_data.company_via v where v.hop not in ('answers among person')) then
    saint_stale := saint_stale || case
      -- of many indirect marks looking for where they lead costs more than the record's events
      when (select count(*) < 20 from (select from saint_data.company_via limit 20) v)
        then array(select m.stale from saint_data.company_indirect_marks() m where m.id = $1)
      else array[null::text]
    end;
  end if;
  -- answers among person: may be others now, or on that day
  if $2 > saint.today() or exists (
    select from crm.person person
    where person.company_id = $1
      and (exists (select from saint_data.person_stale s where s.id = person.person_id)
        or exists (select from saint_data.company_via v where v.hop = 'answers among person' and (v.key ->> 'id')::bigint = person.person_id))
  ) then
    saint_stale := saint_stale || 'person 9504e128'::text;
  end if;
  if exists (select from unnest(saint_stale) s (stale) where coalesce(s.stale not in ('fields', 'person 9504e128'), true)) then
    return;
  end if;
  saint_changed := 'fields' = any (saint_stale);
  saint_sources := array_remove(saint_stale, 'fields');
  if saint_sources <> '{}' then
    return query
      with record as (
        select
          c.id as id,
          c.as_of as as_of,
          c.next_change as next_change,
          c.of_nameless_count_person as of_nameless_count_person
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.as_of,
          saint_stored.next_change,
          saint_stored.of_nameless_count_person
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      person_events as (
        select
          event.saint_id,

          -- count(person) filter (where "status.nameless")
          count(*) filter (where event."status.nameless") as of_nameless_count_person
        from (
          select
            person.company_id as saint_id,
            coalesce('status(''nameless'')' = any (saint_asked.saint_answers), false) as "status.nameless"
          from crm.person person
          left join lateral saint_data.person_answer(person.person_id, $2) saint_asked (saint_answers) on true
          where (saint_due or 'person 9504e128' = any (saint_sources)) and person.company_id = $1
          -- each value is computed once, not in every filter that reads it
          offset 0
        ) event
        group by event.saint_id
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          least(case when not saint_due then record.next_change end, 'infinity'::date) as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          case when saint_due or 'person 9504e128' = any (saint_sources) then coalesce(person_events.of_nameless_count_person, 0) else record.of_nameless_count_person end as of_nameless_count_person
        from record
        left join person_events on person_events.saint_id = record.id
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.of_nameless_count_person
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  elsif saint_due then
    return query
      with record as (
        select
          c.id as id,
          c.of_nameless_count_person as of_nameless_count_person
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.of_nameless_count_person
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          least('infinity'::date) as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.of_nameless_count_person as of_nameless_count_person
        from record
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.of_nameless_count_person
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  else
    return query
      with record as (
        select
          c.id as id,
          c.next_change as next_change,
          c.of_nameless_count_person as of_nameless_count_person
        from saint_data.company c
        where c.id = $1 and not saint_changed
        union all
        -- its fields as the CRM has them now
        select
          (company.company_id)::integer,
          saint_stored.next_change,
          saint_stored.of_nameless_count_person
        from crm.company company
        join saint_data.company saint_stored on saint_stored.id = (company.company_id)::integer
        where company.company_id = $1 and saint_changed
      ),
      wide as (
        select
          record.id::integer as id,
          today as as_of,
          record.next_change as next_change,
          '{}'::text[] as statuses,
          0 as generation,
          record.of_nameless_count_person as of_nameless_count_person
        from record
      )
      -- the statuses follow from the row's own values, and so do the days on which they change
      select
        wide.id,
        wide.as_of,
        least(wide.next_change, saint_data.company_next_change(wide.saint_row)),
        saint_data.company_statuses(wide.saint_row),
        wide.generation,
        wide.of_nameless_count_person
      -- the row as one value: what is asked of it is put in the place of the call
      from (select wide.*, row(wide.*)::saint_data.company as saint_row from wide offset 0) wide;
  end if;
end
$saint$;
