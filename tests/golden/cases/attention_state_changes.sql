-- sale: each change of state, appended by the trigger. `gone`: the row with this key was deleted; what comes after it
-- is another row's. Keys are text: the trigger must not fail when the CRM gives the key another type.
create table saint_data.sale_transition (
  source_key text not null,
  change bigint generated always as identity,
  changed_at timestamptz not null,
  "user" text,
  was text,
  became text,
  gone boolean not null default false,
  primary key (source_key, change)
) with (vacuum_truncate = false);

-- crm.sale: rows that were updated.
create or replace function saint_data.crm_sale_updated() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.sale'], '{}'), saint.table_followed('crm.sale'))
  into saint_many, saint_known
  where saint.columns_as_mapped('crm.sale',
    array['sale_id', 'status'],
    array['integer', 'text'],
    array[]::text[])
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.sale'));
  if saint_many is null then
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.sale_id, n.status)::record
      *= (select row(o.sale_id, o.status)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
  end if;

  -- sale: each change of state is a contact moment of its own
  if saint_many or exists (
    select from (select (sale.sale_id)::text as key, (sale.status)::text as state from new_rows sale) n
    cross join (select (sale.sale_id)::text as key, (sale.status)::text as state from old_rows sale) o
    where n is distinct from o
  ) then
    insert into saint_data.sale_transition (source_key, changed_at, "user", was, became, gone)
    select
      c.key, saint.now(), min(c.maker) filter (where c.is_new), min(c.state) filter (where not c.is_new),
      min(c.state) filter (where c.is_new), not bool_or(c.is_new)
    from (
      select (sale.sale_id)::text as key, (sale.status)::text as state, null::text as maker, true as is_new from new_rows sale
      union all
      select (sale.sale_id)::text, (sale.status)::text, null::text, false from old_rows sale
    ) c
    where c.key is not null
    group by c.key
    having min(c.state) filter (where c.is_new) <> min(c.state) filter (where not c.is_new) or not bool_or(c.is_new);
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_sale_updated() depends on extension pg_saint;

-- crm.sale: rows that were deleted.
create or replace function saint_data.crm_sale_deleted() returns trigger
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
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.sale'], '{}'), saint.table_followed('crm.sale'))
  into saint_many, saint_known
  where saint.columns_as_mapped('crm.sale',
    array['sale_id', 'status'],
    array['integer', 'text'],
    array[]::text[])
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.sale'));
  if saint_many is null then
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
  end if;

  -- sale: what is gone has no moments
  insert into saint_data.sale_transition (source_key, changed_at, gone)
  select (sale.sale_id)::text, saint.now(), true
  from old_rows sale
  where (sale.sale_id)::text is not null
    -- nothing of ours is read at SERIALIZABLE
    and (current_setting('transaction_isolation') = 'serializable'
      or exists (select from saint_data.sale_transition saint_state_change where saint_state_change.source_key = (sale.sale_id)::text));
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_sale_deleted() depends on extension pg_saint;
