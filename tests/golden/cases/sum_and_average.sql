-- crm.sale: rows that were inserted.
create or replace function saint_data.crm_sale_inserted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- whether the statement changed more than one row, which is rare in a CRM
  saint_many boolean;
  -- whether the stored rows were computed from this table
  saint_known boolean;
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row
  sale_new_company_id integer;
  sale_new_score real;
  sale_new_amount numeric;
  sale_new_filter1 integer;
  sale_new_filter2 integer;
  sale_new_filter3 integer;
  sale_new_filter4 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm.sale'], '{}'), saint.table_followed('crm.sale'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.sale', array['company_id', 'score'], array['integer', 'real'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.sale'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  else
    saint_today := saint_data.delta_day();
  end if;

  if saint_today < 'infinity' and not saint_many then
    select sale.company_id, sale.score, sale.amount, case when sale.status = 'sold' then 1 else 0 end, case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end, case when not sale.amount is null then 1 else 0 end, case when not sale.score is null then 1 else 0 end
    into sale_new_company_id, sale_new_score, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3, sale_new_filter4
    from new_rows sale;
    -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
    select c.ctid into saint_row from saint_data.company c
    where c.id = sale_new_company_id and c.as_of <= saint_today and c.next_change > saint_today
      -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
      -- for the last one passes all of them
      and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
      -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
      and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
      -- NaN and infinity are not taken away by a subtraction, and a sum has room for more
      and coalesce(sale_new_amount, 0)::numeric between -1e1000 and 1e1000
      and coalesce(saint.exact(sale_new_score), 0)::numeric between -1e1000 and 1e1000
    for no key update skip locked;
    if saint_row is not null then
      update saint_data.company c set
        as_of = saint_today,
        sold = c.sold + coalesce(case when sale_new_filter1 = 1 then sale_new_amount end, 0)::numeric,
        sold_n = c.sold_n + sale_new_filter2,
        mean = c.mean + coalesce(sale_new_amount, 0)::numeric,
        mean_n = c.mean_n + sale_new_filter3,
        score = c.score + coalesce(saint.exact(sale_new_score), 0)::numeric,
        score_n = c.score_n + sale_new_filter4
      where c.ctid = saint_row
      returning c.statuses is distinct from saint_data.company_statuses(c.*) or saint_data.company_next_change(c.*) < c.next_change
      into saint_turns;
      if saint_turns then
        -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
        if pg_trigger_depth() = 1 then
          perform saint_data.company_refresh_statuses(sale_new_company_id);
        else
          insert into saint_data.company_dirty (id, difference, weight) values (sale_new_company_id, 1458960837, 0);
        end if;
      end if;
    elsif sale_new_company_id is not null then
      insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
      values
        (sale_new_company_id, 1458960837, 1, sale_new_score, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3, sale_new_filter4);
    end if;
  elsif saint_today is null then
    -- sale -> company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (sale.company_id)::integer as id from new_rows sale
    ) x where x.id is not null;
  elsif saint_many then
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, sum(x.weight), x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from new_rows sale
    ) x
    where x.id is not null
    group by x.id, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4, x.sale_score::text collate "C", x.sale_amount::text collate "C"
    having sum(x.weight) <> 0;
  else
    -- at the stricter levels nothing of ours is read
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, x.weight, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from new_rows sale
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_sale_inserted() depends on extension pg_saint;

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
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row, as it is now and as it was
  sale_new_company_id integer;
  sale_new_score real;
  sale_new_amount numeric;
  sale_new_filter1 integer;
  sale_new_filter2 integer;
  sale_new_filter3 integer;
  sale_new_filter4 integer;
  sale_old_company_id integer;
  sale_old_score real;
  sale_old_amount numeric;
  sale_old_filter1 integer;
  sale_old_filter2 integer;
  sale_old_filter3 integer;
  sale_old_filter4 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.sale'], '{}'), saint.table_followed('crm.sale'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from new_rows n where not saint.row_fits(n.*, 'crm.sale', array['company_id', 'score'], array['integer', 'real'])
      union all
      select from old_rows o where not saint.row_fits(o.*, 'crm.sale', array['company_id', 'score'], array['integer', 'real'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.sale'));
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

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  else
    saint_today := saint_data.delta_day();
  end if;

  if saint_today < 'infinity' and not saint_many then
    select sale.company_id, sale.score, sale.amount, case when sale.status = 'sold' then 1 else 0 end, case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end, case when not sale.amount is null then 1 else 0 end, case when not sale.score is null then 1 else 0 end
    into sale_new_company_id, sale_new_score, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3, sale_new_filter4
    from new_rows sale;
    select sale.company_id, sale.score, sale.amount, case when sale.status = 'sold' then 1 else 0 end, case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end, case when not sale.amount is null then 1 else 0 end, case when not sale.score is null then 1 else 0 end
    into sale_old_company_id, sale_old_score, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3, sale_old_filter4
    from old_rows sale;
    if sale_new_company_id = sale_old_company_id then
      -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
      select c.ctid into saint_row from saint_data.company c
      where c.id = sale_new_company_id and c.as_of <= saint_today and c.next_change > saint_today
        -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
        -- for the last one passes all of them
        and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
        -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
        and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
        -- NaN and infinity are not taken away by a subtraction, and a sum has room for more
        and coalesce(sale_new_amount, 0)::numeric between -1e1000 and 1e1000
        and coalesce(saint.exact(sale_new_score), 0)::numeric between -1e1000 and 1e1000
        -- nor are digits after the point, of which an average would show more than it has
        and coalesce(sale_old_amount, 0)::numeric between -1e1000 and 1e1000 and scale(coalesce(sale_old_amount, 0)) <= 8
        and coalesce(saint.exact(sale_old_score), 0)::numeric between -1e1000 and 1e1000 and scale(coalesce(saint.exact(sale_old_score), 0)) <= 8
      for no key update skip locked;
      if saint_row is not null then
        update saint_data.company c set
          as_of = saint_today,
          sold = c.sold + coalesce(case when sale_new_filter1 = 1 then sale_new_amount end, 0)::numeric - coalesce(case when sale_old_filter1 = 1 then sale_old_amount end, 0)::numeric,
          sold_n = c.sold_n + sale_new_filter2 - sale_old_filter2,
          mean = c.mean + coalesce(sale_new_amount, 0)::numeric - coalesce(sale_old_amount, 0)::numeric,
          mean_n = c.mean_n + sale_new_filter3 - sale_old_filter3,
          score = c.score + coalesce(saint.exact(sale_new_score), 0)::numeric - coalesce(saint.exact(sale_old_score), 0)::numeric,
          score_n = c.score_n + sale_new_filter4 - sale_old_filter4
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.company_statuses(c.*) or saint_data.company_next_change(c.*) < c.next_change
        into saint_turns;
        if saint_turns then
          -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
          if pg_trigger_depth() = 1 then
            perform saint_data.company_refresh_statuses(sale_new_company_id);
          else
            insert into saint_data.company_dirty (id, difference, weight) values (sale_new_company_id, 1458960837, 0);
          end if;
        end if;
      else
        insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
        values
          (sale_new_company_id, 1458960837, 1, sale_new_score, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3, sale_new_filter4),
          (sale_old_company_id, 1458960837, -1, sale_old_score, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3, sale_old_filter4);
      end if;
    else
      if sale_new_company_id is not null then
        insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
        values
          (sale_new_company_id, 1458960837, 1, sale_new_score, sale_new_amount, sale_new_filter1, sale_new_filter2, sale_new_filter3, sale_new_filter4);
      end if;
      if sale_old_company_id is not null then
        insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
        values
          (sale_old_company_id, 1458960837, -1, sale_old_score, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3, sale_old_filter4);
      end if;
    end if;
  elsif saint_today is null then
    -- sale -> company, named in the row
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
  elsif saint_many then
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, sum(x.weight), x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from new_rows sale
      union all
      select
        (sale.company_id)::integer as id,
        -1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from old_rows sale
    ) x
    where x.id is not null
    group by x.id, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4, x.sale_score::text collate "C", x.sale_amount::text collate "C"
    having sum(x.weight) <> 0;
  else
    -- at the stricter levels nothing of ours is read
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, x.weight, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from new_rows sale
      union all
      select
        (sale.company_id)::integer as id,
        -1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from old_rows sale
    ) x
    where x.id is not null;
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
  -- NULL: only marks are left
  saint_today date;
  -- the record's row, if it is free; whether a status turns by the delta, or the next change comes earlier
  saint_row tid;
  saint_turns boolean;
  -- sale: what counts of the row
  sale_old_company_id integer;
  sale_old_score real;
  sale_old_amount numeric;
  sale_old_filter1 integer;
  sale_old_filter2 integer;
  sale_old_filter3 integer;
  sale_old_filter4 integer;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from old_rows offset 1), coalesce(saint.tables_known(array['crm.sale'], '{}'), saint.table_followed('crm.sale'))
  into saint_many, saint_known
  where coalesce(saint.columns_as_mapped('crm.sale',
      array['amount', 'company_id', 'sale_id', 'score', 'status'],
      array['numeric(12,2)', 'integer', 'integer', 'real', 'text'],
      array['amount', 'company_id', 'score', 'status']::text[]),
    -- wider numbers now: as long as they are such as they were
    not exists (
      select from old_rows n where not saint.row_fits(n.*, 'crm.sale', array['company_id', 'score'], array['integer', 'real'])
    ))
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm.sale'));
  if saint_many is null then
    insert into saint_data.company_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.company_via (hop) values ('all');
  else
    saint_today := saint_data.delta_day();
  end if;

  if saint_today < 'infinity' and not saint_many then
    select sale.company_id, sale.score, sale.amount, case when sale.status = 'sold' then 1 else 0 end, case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end, case when not sale.amount is null then 1 else 0 end, case when not sale.score is null then 1 else 0 end
    into sale_old_company_id, sale_old_score, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3, sale_old_filter4
    from old_rows sale;
    -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
    select c.ctid into saint_row from saint_data.company c
    where c.id = sale_old_company_id and c.as_of <= saint_today and c.next_change > saint_today
      -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
      -- for the last one passes all of them
      and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
      -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
      and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
      -- nor are digits after the point, of which an average would show more than it has
      and coalesce(sale_old_amount, 0)::numeric between -1e1000 and 1e1000 and scale(coalesce(sale_old_amount, 0)) <= 8
      and coalesce(saint.exact(sale_old_score), 0)::numeric between -1e1000 and 1e1000 and scale(coalesce(saint.exact(sale_old_score), 0)) <= 8
    for no key update skip locked;
    if saint_row is not null then
      update saint_data.company c set
        as_of = saint_today,
        sold = c.sold - coalesce(case when sale_old_filter1 = 1 then sale_old_amount end, 0)::numeric,
        sold_n = c.sold_n - sale_old_filter2,
        mean = c.mean - coalesce(sale_old_amount, 0)::numeric,
        mean_n = c.mean_n - sale_old_filter3,
        score = c.score - coalesce(saint.exact(sale_old_score), 0)::numeric,
        score_n = c.score_n - sale_old_filter4
      where c.ctid = saint_row
      returning c.statuses is distinct from saint_data.company_statuses(c.*) or saint_data.company_next_change(c.*) < c.next_change
      into saint_turns;
      if saint_turns then
        -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
        if pg_trigger_depth() = 1 then
          perform saint_data.company_refresh_statuses(sale_old_company_id);
        else
          insert into saint_data.company_dirty (id, difference, weight) values (sale_old_company_id, 1458960837, 0);
        end if;
      end if;
    elsif sale_old_company_id is not null then
      insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
      values
        (sale_old_company_id, 1458960837, -1, sale_old_score, sale_old_amount, sale_old_filter1, sale_old_filter2, sale_old_filter3, sale_old_filter4);
    end if;
  elsif saint_today is null then
    -- sale -> company, named in the row
    insert into saint_data.company_dirty (id)
    select distinct x.id from (
      select (sale.company_id)::integer as id from old_rows sale
    ) x where x.id is not null;
  elsif saint_many then
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, sum(x.weight), x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        -1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from old_rows sale
    ) x
    where x.id is not null
    group by x.id, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4, x.sale_score::text collate "C", x.sale_amount::text collate "C"
    having sum(x.weight) <> 0;
  else
    -- at the stricter levels nothing of ours is read
    insert into saint_data.company_dirty (id, difference, weight, sale_score, sale_amount, sale_filter1, sale_filter2, sale_filter3, sale_filter4)
    select x.id, 1458960837, x.weight, x.sale_score, x.sale_amount, x.sale_filter1, x.sale_filter2, x.sale_filter3, x.sale_filter4
    from (
      select
        (sale.company_id)::integer as id,
        -1 as weight,
        sale.score as sale_score,
        sale.amount as sale_amount,
        case when sale.status = 'sold' then 1 else 0 end as sale_filter1,
        case when sale.status = 'sold' and not sale.amount is null then 1 else 0 end as sale_filter2,
        case when not sale.amount is null then 1 else 0 end as sale_filter3,
        case when not sale.score is null then 1 else 0 end as sale_filter4
      from old_rows sale
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_sale_deleted() depends on extension pg_saint;
