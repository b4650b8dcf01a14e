-- person: the name of a record, as the CRM has it now. Views call it, where somebody asks for that column.
create or replace function saint_data.person_record_name(saint_id bigint) returns text
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off as $saint$
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.person', 'crm.users']);
begin
  return (
    select (person.name)::text
    from crm.person person
    where person.person_id = $1
    limit 1
  );
end
$saint$;

-- person: which record got or lost which status when, of the records that there are.
create or replace view saint.person_status_history as
select s.id, s.status, s.active, s.changed_at, s.change, saint_data.person_record_name(s.id) as record_name
from (
  select r.id, h.status, h.active, h.changed_at, h.change
  from (
    select
      c.id
    from (
      select
        c.id,
        c.next_change <= (select saint.today())
          or exists (select from saint_data.person_dirty d where d.id = c.id)
          or ((select exists (select from saint_data.person_via) or not saint_data.person_rows_hold()) and c.id in (select e.id from saint_data.person_indirectly_stale() e (id)))
          as saint_stale,
        null::bigint as saint_mark
      from saint_data.person c
      union all
      -- a record that has no row yet: it has a mark
      select d.id, true, d.mark
      from saint_data.person_dirty d
      union all
      -- or an indirect one
      select n.id, true, null::bigint
      from saint_data.person_indirectly_new() n (id)
      where (select exists (select from saint_data.person_via) or not saint_data.person_rows_hold())
    ) c
    left join lateral (
      select saint_row.id
      from saint_data.person_current(c.id, saint.today()) saint_row
      where c.saint_stale
        and (c.saint_mark is null or saint_data.person_first_mark(c.id, c.saint_mark))
      -- else it would be called for each row, and not for the stale ones alone
      offset 0
    ) l on true
    where (not c.saint_stale or l.id is not null)
  ) r
  join saint.status_change h on h.entity = 'person' and h.id = r.id::text
  union all
  -- what is due and not stored yet, as of now
  select t.id, f.status, f.active, now(), null
  from (select distinct x.id from saint_data.person_stale x) t
  cross join lateral saint_data.person_current(t.id, saint.today()) l
  cross join lateral (
    select coalesce(a.status, v.status) as status, v.status is null as active
    from unnest(l.statuses) a (status)
    full join (select v.status from saint_data.person_statusvalue v where v.id = t.id) v on v.status = a.status
    where a.status is null or v.status is null
  ) f
) s;

-- person: which record had which status from when to when, of the records that there are.
create or replace view saint.person_status_period as
select s.id, s.status, s.changed_at as began_at, s.ended_at, saint_data.person_record_name(s.id) as record_name
from (
  select h.id, h.status, h.active, h.changed_at,
    -- a change that is not stored yet has no number: it is the last one
    lead(h.changed_at) over (partition by h.id, h.status order by h.change nulls last) as ended_at
  from saint.person_status_history h
) s
where s.active;

-- person: the values that the texts of its statuses name, read from the CRM's own tables at that moment.
-- @FIELD says for whom a follow-up is, #PARENT is the key of a parent: names that no text can have.
create or replace function saint_data.person_texts(ids text[]) returns table (id text, variables jsonb)
language plpgsql stable parallel safe security definer
set search_path = pg_catalog, pg_temp set row_security = off
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' set timezone = 'Europe/Oslo'
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
declare
  saint_held constant boolean := saint.hold_tables(array['crm.company', 'crm.person', 'crm.users']);
begin
  return query
  select
    (person.person_id)::text,
    jsonb_object(
      array['name', 'company.name', 'cont', 'attn', '@company.user', '#company']::text[],
      array[
        (person.name)::text,
        (company.name)::text,
        (company_owner.full_name)::text,
        (person.name)::text,
        (company.owner_id)::text,
        (person.company_id)::text
      ]::text[]
    )
  from crm.person person
  left join crm.company company on company.company_id = person.company_id
  left join crm.users company_owner on company_owner.user_id = company.owner_id
  where person.person_id = any ($1::bigint[]);
end
$saint$;

-- person: what the status dialog shows of each of `ids` that has a status which concerns one of `of_groups`.
create or replace function saint_data.person_dialogs(ids text[], language text, of_groups text[], html boolean, of_status text default null)
returns table (id text, dialog jsonb)
language plpgsql stable parallel unsafe security definer set search_path = pg_catalog, pg_temp
-- the length of an array is unknown: it would be replanned at each call
set plan_cache_mode = force_generic_plan as $saint$
#variable_conflict use_column
begin
  return query
  with active as (
    select
      s.id::text as record, s.since, d.*,
      row_number() over (
        partition by s.id order by coalesce(d.status = of_status, false) desc, d.visual desc, d.rank, d.status
      ) as place
    from saint.person_status s
    join saint.status d on d.status = s.status
    where s.id = any (ids::bigint[]) and (of_groups is null or d.groups = '{}' or d.groups && of_groups)
  )
  select a.record, jsonb_build_object(
    'entity', 'person',
    'id', a.record,
    'status', a.status,
    'name', saint.in_language(a.titles, language),
    'description', saint.render(
      coalesce(saint.in_language(a.descriptions, language), ''), v.variables, html, saint.in_language(a.titles, language)
    ),
    'rank', a.rank,
    'visual', a.visual,
    'since', a.since,
    'image', a.image,
    'media_type', i.media_type,
    'others', coalesce(o.others, '[]'),
    'follow_up', case when a.follow_up is not null then jsonb_build_object(
      'source', a.follow_up ->> 'source',
      'type', a.follow_up ->> 'type',
      'text', saint.render(
        coalesce(saint.in_language(a.follow_up -> 'text', language), ''), v.variables, html, saint.in_language(a.titles, language)
      ),
      'date', saint.today() + (a.follow_up ->> 'in_days')::integer,
      'user', v.variables ->> ('@' || (a.follow_up ->> 'user'))
    ) end
  )
  from active a
  join saint_data.person_texts(ids) v on v.id = a.record
  left join saint.image i on i.image = a.image
  left join (
    select
      n.record,
      jsonb_agg(
        jsonb_build_object(
          'status', n.status, 'name', saint.in_language(n.titles, language), 'rank', n.rank, 'visual', n.visual, 'since', n.since
        )
        order by n.place
      ) as others
    from active n
    where n.place > 1
    group by n.record
  ) o on o.record = a.record
  where a.place = 1 and (of_status is null or a.status = of_status);
end
$saint$;

-- person: after a delta, the statuses and the next change that follow from the row's own values.
create or replace function saint_data.person_refresh_statuses(of_id bigint) returns void
language plpgsql as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  was text[] := (select c.statuses from saint_data.person c where c.id = of_id);
  became text[];
begin
  update saint_data.person c set
    statuses = saint_data.person_statuses(c.*),
    next_change = least(c.next_change, saint_data.person_next_change(c.*))
  where c.id = of_id
    -- a row with a mark does not hold what is true: who recomputes it sees to its statuses
    and not exists (select from saint_data.person_dirty m where m.id = of_id)
  returning c.statuses into became;

  if not was <@ became then
    with ended as (
      delete from saint_data.person_statusvalue v where v.id = of_id and v.status <> all (became)
      returning v.status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'person', of_id::text, ended.status, false, now() from ended;
    -- told at commit, by a trigger of saint.announcement
    insert into saint.announcement (entity, status, active, ids)
    select 'person', s.status, false, array[of_id::text]
    from unnest(was) s (status)
    where s.status <> all (became) and s.status in ('quiet');
  end if;
  if not became <@ was then
    with begun as (
      insert into saint_data.person_statusvalue (id, status, since)
      select of_id, s.status, now() from unnest(became) s (status) where s.status <> all (was)
      returning status
    )
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'person', of_id::text, begun.status, true, now() from begun;
    -- told at commit, by a trigger of saint.announcement
    insert into saint.announcement (entity, status, active, ids)
    select 'person', s.status, true, array[of_id::text]
    from unnest(became) s (status)
    where s.status <> all (was) and s.status in ('quiet');
  end if;
end
$saint$;

-- person: recompute records whose wide rows the caller has locked in an earlier statement. One statement, one snapshot:
-- the marks that go are the marks whose changes were read.
create or replace function saint_data.person_recompute(ids bigint[], today date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
begin
  with advanced as materialized (
    select a.* from saint_data.person_advance_many(ids, today) a
  ),
  others as (
    select array(select i.id from unnest(ids) i (id) except select a.id from advanced a) as ids
  ),
  fresh as materialized (
    select a.* from advanced a
    union all
    select l.* from others o cross join lateral saint_data.person_live_many(o.ids, today) l where o.ids <> '{}'
  ),
  seen as (
    delete from saint_data.person_dirty d where d.id = any (ids)
  ),
  gone as (
    delete from saint_data.person c where c.id in (select i.id from unnest(ids) i (id) except select f.id from fresh f)
  ),
  stored as (
    update saint_data.person c set
      generation = (select e.stored from saint.entity e where e.entity = 'person'),
      as_of = f.as_of,
      next_change = f.next_change,
      statuses = f.statuses,
      quiet_count_activity = f.quiet_count_activity
    from fresh f
    -- the keys by themselves: else the whole table may be read for a batch
    where c.id = f.id and c.id = any (ids)
  ),
  -- statusvalue and the history change with the statuses that the rows got or lost
  ended as (
    delete from saint_data.person_statusvalue v
    where v.id = any (ids) and not exists (select from fresh f where f.id = v.id and v.status = any (f.statuses))
    returning v.id, v.status
  ),
  begun as (
    insert into saint_data.person_statusvalue (id, status, since)
    select f.id, s.status, now()
    from fresh f cross join unnest(f.statuses) s (status)
    where not exists (select from saint_data.person_statusvalue v where v.id = any (ids) and v.id = f.id and v.status = s.status)
    returning id, status
  ),
  changed as (
    insert into saint.status_change (entity, id, status, active, changed_at)
    select 'person', ended.id::text, ended.status, false, now() from ended
    union all
    select 'person', begun.id::text, begun.status, true, now() from begun
    returning id, status, active
  )
  -- told at commit, by a trigger of saint.announcement
  insert into saint.announcement (entity, status, active, ids)
  select 'person', c.status, c.active, array_agg(c.id order by c.id)
  from changed c
  where c.status in ('quiet')
  group by c.status, c.active;
end
$saint$;

-- person: writes the default follow-up of a status for records into crm.activity; the keys of the new rows.
-- With the rights and the search_path of whoever calls it: the CRM's own policies and triggers are for that user.
create or replace function saint_data.person_write_activity(
  of_status text, ids text[], language text, of_type text, of_title text, of_days integer, of_user text
) returns table (id text, key text)
language plpgsql volatile as $saint$
#variable_conflict use_column
declare
  d saint.status := saint.find_status(of_status);
begin
  of_type := coalesce(of_type, d.follow_up ->> 'type'::text);
  return query
  insert into crm.activity as activity (
    person_id,
    company_id,
    starts_at,
    direction
  )
  select
    (p.id)::bigint,
    (p.variables ->> '#company')::integer,
    (p.date + time '09:00') at time zone 'Europe/Oslo',
    ('outgoing')::text
  from (
    select
      r.id, v.variables,
      coalesce(of_title, saint.render(
        coalesce(saint.in_language(d.follow_up -> 'text'::text, language), ''),
        v.variables,
        otherwise => saint.in_language(d.titles, language)
      )) as title,
      saint.today() + coalesce(of_days, (d.follow_up ->> 'in_days'::text)::integer) as date,
      coalesce(of_user, v.variables ->> ('@' || (d.follow_up ->> 'user'::text))) as for_user
    from pg_catalog.unnest(ids::bigint[]) r (id)
    join saint_data.person_texts(ids) v on v.id = r.id::text
  ) p
  order by p.id
  returning (activity.person_id)::text, (activity.activity_id)::text;
end
$saint$;
