-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
declare
  r saint_data.company;
begin
  for r in
    with record as (
      select
        company.company_id as id
      from crm.company company
      where company.company_id = $1
    ),
    activity as (
      select
        event.id,

        -- count(activity) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as recent,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          activity.company_id as id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as date
        from crm.activity activity
        where activity.company_id = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    )
    select
      record.id,
      today,
      least(activity.next_change, 'infinity'::date),
      '{}'::text[],
      coalesce(activity.recent, 0)
    from record
    left join activity on activity.id = record.id
  loop
    r.statuses := saint_data.company_statuses(r);
    r.next_change := least(r.next_change, saint_data.company_next_change(r));
    return next r;
  end loop;
end
$saint$;

-- crm.activity: rows that came, went or changed.
create or replace function saint_data.crm_activity_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- NULL at the stricter levels: there only marks are left, and nothing of ours is read
  saint_today date := case when current_setting('transaction_isolation') = 'read committed' then saint.today() end;
  -- activity: what one changed row adds to the records that it names
  activity_many boolean;
  activity_company_id integer;
  activity_company_id_was integer;
  activity_company_change date;
  activity_n_recent bigint;
  activity_company_row saint_data.company;
begin
  if tg_op = 'INSERT' then
    select exists (select from new_rows offset 1), n.company_id, n.company_id, n.company_change, n.n_recent
    into activity_many, activity_company_id, activity_company_id_was, activity_company_change, activity_n_recent
    from (
      select
        e.company_id as company_id,
        least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as company_change,
        case when e.k1 and e.k2 then 1::bigint else 0 end as n_recent
      from (
        select
          activity.company_id as company_id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) > saint_today - 30 as k1,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) <= saint_today as k2,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as f_date
        from new_rows activity
        offset 0
      ) e
    ) n;
  elsif tg_op = 'DELETE' then
    select exists (select from old_rows offset 1), o.company_id, o.company_id, null::date, - o.n_recent
    into activity_many, activity_company_id, activity_company_id_was, activity_company_change, activity_n_recent
    from (
      select
        e.company_id as company_id,
        least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as company_change,
        case when e.k1 and e.k2 then 1::bigint else 0 end as n_recent
      from (
        select
          activity.company_id as company_id,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) > saint_today - 30 as k1,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) <= saint_today as k2,
          cast((activity.starts_at at time zone 'Europe/Oslo') as date) as f_date
        from old_rows activity
        offset 0
      ) e
    ) o;
  else
    -- an update of what is not mapped ends here
    perform
    from (select activity.company_id, activity.starts_at from new_rows activity limit 1) n
    cross join (select activity.company_id, activity.starts_at from old_rows activity limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if found then
      select exists (select from new_rows offset 1), n.company_id, o.company_id, n.company_change, n.n_recent - o.n_recent
      into activity_many, activity_company_id, activity_company_id_was, activity_company_change, activity_n_recent
      from (select n.* from (
        select
          e.company_id as company_id,
          least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as company_change,
          case when e.k1 and e.k2 then 1::bigint else 0 end as n_recent
        from (
          select
            activity.company_id as company_id,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) > saint_today - 30 as k1,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) <= saint_today as k2,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) as f_date
          from new_rows activity
          offset 0
        ) e
      ) n limit 1) n
      cross join (select o.* from (
        select
          e.company_id as company_id,
          least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as company_change,
          case when e.k1 and e.k2 then 1::bigint else 0 end as n_recent
        from (
          select
            activity.company_id as company_id,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) > saint_today - 30 as k1,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) <= saint_today as k2,
            cast((activity.starts_at at time zone 'Europe/Oslo') as date) as f_date
          from old_rows activity
          offset 0
        ) e
      ) o limit 1) o;
    end if;
  end if;

  if not found then
    null;
  elsif not activity_many and saint_today is not null then
    if activity_company_id = activity_company_id_was then
      update saint_data.company c set
        as_of = saint_today,
        next_change = least(c.next_change, activity_company_change),
        recent = c.recent + activity_n_recent
      where c.id = (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.id from saint_data.company k
        where k.id = activity_company_id and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from saint_data.company_dirty m where m.id = activity_company_id)
        for no key update skip locked)
      returning c.* into activity_company_row;
      if not found then
        insert into saint_data.company_dirty (id) values (activity_company_id);
      elsif activity_company_row.statuses is distinct from saint_data.company_statuses(activity_company_row)
        or saint_data.company_next_change(activity_company_row) < activity_company_row.next_change then
        perform saint_data.company_settle(activity_company_row);
      end if;
    elsif activity_company_id is distinct from activity_company_id_was then
      insert into saint_data.company_dirty (id)
      select v.id from (values (activity_company_id), (activity_company_id_was)) v (id) where v.id is not null;
    end if;
  else
    -- activity → company, named in the row
    if tg_op = 'INSERT' then
      insert into saint_data.company_dirty (id)
      select distinct x.id from (
        select (activity.company_id)::integer as id from new_rows activity
      ) x where x.id is not null;
    elsif tg_op = 'DELETE' then
      insert into saint_data.company_dirty (id)
      select distinct x.id from (
        select (activity.company_id)::integer as id from old_rows activity
      ) x where x.id is not null;
    else
      with changed as (
        (select activity.activity_id, activity.company_id, activity.starts_at from old_rows activity
         except all select activity.activity_id, activity.company_id, activity.starts_at from new_rows activity)
        union all
        (select activity.activity_id, activity.company_id, activity.starts_at from new_rows activity
         except all select activity.activity_id, activity.company_id, activity.starts_at from old_rows activity)
      )
      insert into saint_data.company_dirty (id)
      select distinct x.id from (
        select (activity.company_id)::integer as id from (select activity_id, company_id, starts_at from changed) activity
      ) x where x.id is not null;
    end if;
  end if;
  return null;
end
$saint$;
