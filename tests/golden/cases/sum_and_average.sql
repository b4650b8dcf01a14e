-- company: one company, computed from the CRM's own tables as of `today`.
create or replace function saint_data.company_live(record_id integer, today date) returns setof saint_data.company
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
begin
  return query
    with record as (
      select
        company.company_id as id
      from crm.company company
      where company.company_id = $1
    ),
    sale_events as (
      select
        event.saint_id,

        -- sum(sale.amount) filter (where status = 'sold')
        sum(event.amount) filter (where event.status = 'sold') as sold,

        count(*) filter (where event.status = 'sold' and not event.amount is null) as sold_n,

        -- avg(sale.amount)
        sum(event.amount) as mean,

        count(*) filter (where not event.amount is null) as mean_n,

        -- sum(sale.cast(score as decimal))
        sum(cast(event.score as decimal)) as score,

        count(*) filter (where not cast(event.score as decimal) is null) as score_n
      from (
        select
          sale.company_id as saint_id,
          sale.status as status,
          sale.score as score,
          sale.amount as amount
        from crm.sale sale
        where sale.company_id = $1
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
        coalesce(sale_events.sold, 0)::numeric as sold,
        coalesce(sale_events.sold_n, 0) as sold_n,
        coalesce(sale_events.mean, 0)::numeric as mean,
        coalesce(sale_events.mean_n, 0) as mean_n,
        coalesce(sale_events.score, 0)::numeric as score,
        coalesce(sale_events.score_n, 0) as score_n
      from record
      left join sale_events on sale_events.saint_id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.company_next_change(row(wide.*)::saint_data.company)),
      saint_data.company_statuses(row(wide.*)::saint_data.company),
      wide.generation,
      wide.sold,
      wide.sold_n,
      wide.mean,
      wide.mean_n,
      wide.score,
      wide.score_n
    from wide;
end
$saint$;

-- company: one column per counter, exact: from the stored row where it is valid, else computed.
create or replace view saint.company_counter as
select
  c.id,
  case when c.sold_n > 0 then c.sold end as sold,
  (c.mean / nullif(c.mean_n, 0)) as mean,
  case when c.score_n > 0 then c.score end as score
from saint_data.company c
where not exists (select from saint_data.company_stale s where s.id = c.id)
union all
-- the id as the stale record has it: a question for one id then asks for that record alone
select
  s.id,
  case when l.sold_n > 0 then l.sold end,
  (l.mean / nullif(l.mean_n, 0)),
  case when l.score_n > 0 then l.score end
from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live(s.id, saint.today()) l;

-- crm.sale: rows that were inserted.
create or replace function saint_data.crm_sale_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n.*) as r from new_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'score'], array['integer', 'real'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- sale → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (sale.company_id)::integer as id from new_rows sale
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension … cascade, and fail
alter function saint_data.crm_sale_inserted() depends on extension pg_saint;

-- crm.sale: rows that were updated.
create or replace function saint_data.crm_sale_updated() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether nothing changed that counts
  saint_same boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n.*) as r from new_rows n union all select to_jsonb(o.*) from old_rows o) changed
      where not saint.values_fit(changed.r, array['company_id', 'score'], array['integer', 'real'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- An update of what is not mapped ends here. Compared as it is written: what is equal (1.0 and 1.00) need not be the same.
  if not saint_many then
    select
      row(n.amount, n.company_id, n.sale_id, n.score, n.status)::record
      *= (select row(o.amount, o.company_id, o.sale_id, o.score, o.status)::record from old_rows o)
    into saint_same
    from new_rows n;
    if saint_same then
      return null;
    end if;
  end if;

  -- sale → company, named in the row
  with changed as (
    (select sale.amount, sale.company_id, sale.sale_id, sale.score, sale.status, sale.amount::text collate "C" as "as written 1", sale.score::text collate "C" as "as written 2" from old_rows sale
     except all select sale.amount, sale.company_id, sale.sale_id, sale.score, sale.status, sale.amount::text collate "C" as "as written 1", sale.score::text collate "C" as "as written 2" from new_rows sale)
    union all
    (select sale.amount, sale.company_id, sale.sale_id, sale.score, sale.status, sale.amount::text collate "C" as "as written 1", sale.score::text collate "C" as "as written 2" from new_rows sale
     except all select sale.amount, sale.company_id, sale.sale_id, sale.score, sale.status, sale.amount::text collate "C" as "as written 1", sale.score::text collate "C" as "as written 2" from old_rows sale)
  )
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (sale.company_id)::integer as id from (select c.amount, c.company_id, c.sale_id, c.score, c.status from changed c) sale
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension … cascade, and fail
alter function saint_data.crm_sale_updated() depends on extension pg_saint;

-- crm.sale: rows that were deleted.
create or replace function saint_data.crm_sale_deleted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1)
  into saint_many
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from (select to_jsonb(n.*) as r from old_rows n) changed
      where not saint.values_fit(changed.r, array['company_id', 'score'], array['integer', 'real'])
    ));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  -- sale → company, named in the row
  insert into saint_data.company_dirty (id)
  select distinct x.id from (
    select (sale.company_id)::integer as id from old_rows sale
  ) x where x.id is not null;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension … cascade, and fail
alter function saint_data.crm_sale_deleted() depends on extension pg_saint;
