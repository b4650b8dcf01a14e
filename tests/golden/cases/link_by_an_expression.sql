-- company: one company, as saint_data.company_try() computes it; where that is an error, with NULL in the place of every value.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel unsafe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off as $saint$
declare
  saint_row saint_data.company;
begin
  perform saint_data.company_held();
  return query select a.* from saint_data.company_advance($1, $2) a;
  if found then
    return;
  end if;
  begin
    select t.* into saint_row from saint_data.company_try($1, $2) t;
    if found then
      return next saint_row;
    end if;
    return;
  exception
    when data_exception or integrity_constraint_violation or program_limit_exceeded or plpgsql_error or external_routine_exception or cardinality_violation then
      -- the lock that was taken before the error is gone with it
      perform saint_data.company_held();
  end;
  -- it may be a row that has no link
  begin
    select t.* into saint_row from saint_data.company_careful($1, $2) t;
    if found then
      return next saint_row;
    end if;
    return;
  exception
    when data_exception or integrity_constraint_violation or program_limit_exceeded or plpgsql_error or external_routine_exception or cardinality_violation then
      -- the lock that was taken before the error is gone with it
      perform saint_data.company_held();
  end;
  return query
  select
    $1::integer,
    'infinity'::date,
    $2 + 1,
    '{}'::text[],
    0,
    null::bigint
  where exists (select from crm.company company where company.company_id = $1);
end
$saint$;

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
  where saint.columns_as_mapped('crm.activity',
    array['activity_id', 'reference'],
    array['bigint', 'text'],
    array['reference']::text[])
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.activity'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  end if;

  -- activity -> company, found when the mark is read
  insert into saint_data.company_via (hop, key)
  select distinct 'activity', jsonb_build_object('reference', activity.reference) from new_rows activity;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_activity_inserted() depends on extension pg_saint;
