-- crm.activity: rows that came, went or changed.
create or replace function saint_data.crm_activity_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- an update of one row, which is the usual one: compared as it is
  saint_one_row boolean := false;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again. One row, also where none changed.
  if tg_op = 'DELETE' then
    perform from (select count(*) from old_rows) one where not saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'timestamp with time zone']);
  else
    perform from (select count(*) from new_rows) one where not saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'timestamp with time zone']);
  end if;
  if found then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  -- activity: deferred, so changed rows leave marks for the records that they name, and nothing of ours is read
  if tg_op = 'UPDATE' then
    saint_one_row := not exists (select from new_rows offset 1);
  end if;
  if saint_one_row then
    insert into saint_data.company_dirty (id)
    select distinct v.id
    from (select (activity.company_id)::integer as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from new_rows activity) n
    cross join (select (activity.company_id)::integer as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from old_rows activity) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
    insert into saint_data.person_dirty (id)
    select distinct v.id
    from (select (activity.person_id)::bigint as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from new_rows activity) n
    cross join (select (activity.person_id)::bigint as id, row(activity.company_id, activity.deleted, activity.direction, activity.person_id, activity.starts_at) as mapped from old_rows activity) o
    cross join lateral (values (n.id), (o.id)) v (id)
    where n.mapped is distinct from o.mapped and v.id is not null;
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
  end if;
  return null;
end
$saint$;
