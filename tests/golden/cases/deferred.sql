-- crm.activity: rows that came, went or changed.
create or replace function saint_data.crm_activity_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  saint_one_row boolean;
begin
  -- activity: deferred, so a changed row leaves a mark for each record that it names, and reads nothing of ours
  if tg_op <> 'DELETE' then
    saint_one_row := not exists (select from new_rows offset 1);
  else
    saint_one_row := not exists (select from old_rows offset 1);
  end if;
  if not saint_one_row then
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
        (select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from old_rows activity
         except all select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from new_rows activity)
        union all
        (select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from new_rows activity
         except all select activity.activity_id, activity.company_id, activity.deleted, activity.direction, activity.starts_at from old_rows activity)
      )
      insert into saint_data.company_dirty (id)
      select distinct x.id from (
        select (activity.company_id)::integer as id from (select activity_id, company_id, deleted, direction, starts_at from changed) activity
      ) x where x.id is not null;
    end if;
    -- activity → person, named in the row
    if tg_op = 'INSERT' then
      insert into saint_data.person_dirty (id)
      select distinct x.id from (
        select (activity.person_id)::bigint as id from new_rows activity
      ) x where x.id is not null;
    elsif tg_op = 'DELETE' then
      insert into saint_data.person_dirty (id)
      select distinct x.id from (
        select (activity.person_id)::bigint as id from old_rows activity
      ) x where x.id is not null;
    else
      with changed as (
        (select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from old_rows activity
         except all select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from new_rows activity)
        union all
        (select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from new_rows activity
         except all select activity.activity_id, activity.deleted, activity.person_id, activity.starts_at from old_rows activity)
      )
      insert into saint_data.person_dirty (id)
      select distinct x.id from (
        select (activity.person_id)::bigint as id from (select activity_id, deleted, person_id, starts_at from changed) activity
      ) x where x.id is not null;
    end if;
  elsif tg_op = 'INSERT' then
    insert into saint_data.company_dirty (id)
    select (activity.company_id)::integer from new_rows activity where (activity.company_id) is not null;
    insert into saint_data.person_dirty (id)
    select (activity.person_id)::bigint from new_rows activity where (activity.person_id) is not null;
  elsif tg_op = 'DELETE' then
    insert into saint_data.company_dirty (id)
    select (activity.company_id)::integer from old_rows activity where (activity.company_id) is not null;
    insert into saint_data.person_dirty (id)
    select (activity.person_id)::bigint from old_rows activity where (activity.person_id) is not null;
  else
    insert into saint_data.company_dirty (id)
    select distinct v.id
    from (select (activity.company_id)::integer as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from new_rows activity limit 1) n
    cross join (select (activity.company_id)::integer as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from old_rows activity limit 1) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
    insert into saint_data.person_dirty (id)
    select distinct v.id
    from (select (activity.person_id)::bigint as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from new_rows activity limit 1) n
    cross join (select (activity.person_id)::bigint as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from old_rows activity limit 1) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
  end if;
  return null;
end
$saint$;
