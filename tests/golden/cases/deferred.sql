-- crm.activity: rows that were inserted.
create or replace function saint_data.crm_activity_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm.activity'], '{}'), saint.table_followed('crm.activity'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'timestamp with time zone'],
      array['company_id', 'deleted', 'direction', 'person_id', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['company_id', 'person_id'], array['integer', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- activity: deferred, so that nothing of ours is read
  if saint_many then
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from new_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from new_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
  else
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from new_rows activity where not activity.deleted
    ) x
    where x.id is not null;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from new_rows activity where not activity.deleted
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_inserted() depends on extension pg_saint;

-- crm.activity: rows that were updated.
create or replace function saint_data.crm_activity_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.activity'], '{}'), saint.table_followed('crm.activity'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'timestamp with time zone'],
      array['company_id', 'deleted', 'direction', 'person_id', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.activity', array['company_id', 'person_id'], array['integer', 'bigint'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.activity', array['company_id', 'person_id'], array['integer', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.activity_id, n.company_id, n.deleted, n.direction, n.person_id, n.starts_at)::record
      *= (select row(o.activity_id, o.company_id, o.deleted, o.direction, o.person_id, o.starts_at)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- activity: deferred, so that nothing of ours is read
  if saint_many then
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from new_rows activity where not activity.deleted
      union all
      select
        (activity.company_id)::integer as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from new_rows activity where not activity.deleted
      union all
      select
        (activity.person_id)::bigint as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
  else
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from new_rows activity where not activity.deleted
      union all
      select
        (activity.company_id)::integer as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from new_rows activity where not activity.deleted
      union all
      select
        (activity.person_id)::bigint as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_updated() depends on extension pg_saint;

-- crm.activity: rows that were deleted.
create or replace function saint_data.crm_activity_deleted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.activity'], '{}'), saint.table_followed('crm.activity'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.activity',
      array['activity_id', 'company_id', 'deleted', 'direction', 'person_id', 'starts_at'],
      array['bigint', 'integer', 'boolean', 'text', 'bigint', 'timestamp with time zone'],
      array['company_id', 'deleted', 'direction', 'person_id', 'starts_at']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from old_rows n where not saint.row_fits(n.*, 'crm.activity', array['company_id', 'person_id'], array['integer', 'bigint'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
    insert into saint_data.person_via (hop) values ('all');
  end if;

  -- activity: deferred, so that nothing of ours is read
  if saint_many then
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, sum(x.weight), x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null
    group by x.id, x.activity_date, x.activity_filter1
    having sum(x.weight) <> 0;
  else
    insert into saint_data.company_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 48315276, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.company_id)::integer as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        case when activity.direction = 'outgoing' then 1 else 0 end as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null;
    insert into saint_data.person_dirty (id, difference, weight, activity_date, activity_filter1)
    select x.id, 265673435, x.weight, x.activity_date, x.activity_filter1
    from (
      select
        (activity.person_id)::bigint as id,
        -1 as weight,
        saint.day_of(activity.starts_at, 'Europe/Oslo') as activity_date,
        1 as activity_filter1
      from old_rows activity where not activity.deleted
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_deleted() depends on extension pg_saint;
