-- order: one order, computed from the CRM's own tables as of `today`.
create or replace function saint_data.order_live(record_id uuid, today date) returns setof saint_data."order"
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set row_security = off set jit = off set plan_cache_mode = force_generic_plan as $saint$
-- No column of ours is called today; those of the CRM are qualified.
#variable_conflict use_column
declare
  saint_held constant boolean := saint_data.order_held();
begin
  return query select a.* from saint_data.order_advance($1, $2) a;
  if found then
    return;
  end if;
  return query
    with record as (
      select
        "order"."Id" as id,
        "order"."select" as "select",
        "order"."Total" as total
      from crm."Order" "order"
      where "order"."Id" = $1
    ),
    line_events as (
      select
        event.saint_id,

        -- count(line) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as lines,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          line."Order" as saint_id,
          line."from" as date
        from crm."Line" line
        where (line."from" > ($2) - 32) and line."Order" = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.saint_id
    ),
    wide as (
      select
        record.id::uuid as id,
        today as as_of,
        least(line_events.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record."select"::text as "select",
        record.total::numeric as total,
        coalesce(line_events.lines, 0) as lines
      from record
      left join line_events on line_events.saint_id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.order_next_change(wide.saint_row)),
      saint_data.order_statuses(wide.saint_row),
      wide.generation,
      wide."select",
      wide.total,
      wide.lines
    -- the row as one value: what is asked of it is put in the place of the call
    from (select wide.*, row(wide.*)::saint_data."order" as saint_row from wide offset 0) wide;
end
$saint$;

-- crm."Line": rows that were inserted.
create or replace function saint_data.crm_line_0817e9_inserted() returns trigger
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
  -- line: what counts of the row
  line_new_order_id uuid;
  line_new_date date;
  line_new_window1 integer;
  line_new_next_change date;
  line_new_near boolean;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again.
  select exists (select from new_rows offset 1), coalesce(saint.tables_known(array['crm."Line"'], '{}'), saint.table_followed('crm."Line"'))
  into saint_many, saint_known
  where saint.columns_as_mapped('crm."Line"',
    array['Id', 'Order', 'from'],
    array['uuid', 'uuid', 'date'],
    array['Order', 'from']::text[])
    -- another table may have its name now
    and tg_relid = any (saint.table_members('crm."Line"'));
  if saint_many is null then
    insert into saint_data.order_via (hop) values ('all');
    return null;
  end if;

  if not saint_known then
    -- what comes back under the name may be the table of the stored rows
    insert into saint_data.order_via (hop) values ('all');
  else
    saint_today := saint_data.delta_day();
  end if;

  if saint_today < 'infinity' and not saint_many then
    select line."Order", line."from"
    into line_new_order_id, line_new_date
    from new_rows line;
    -- most new rows are of today, or were a few days ago
    line_new_near := line_new_date > saint_today - 30 and line_new_date <= saint_today;
    if line_new_near is not true then
      line_new_window1 := case when line_new_date > saint_today - 30 and line_new_date <= saint_today then 1 else 0 end;
      line_new_next_change := case
        when line_new_date >= cast('290000-01-01' as date) then null
        when line_new_date > saint_today then line_new_date
        when line_new_date > saint_today - 30 then line_new_date + 30
      end;
    end if;
    -- never wait: for a row that somebody holds or that is not valid today, a mark says what it lacks
    select c.ctid into saint_row from saint_data."order" c
    where c.id = line_new_order_id and c.as_of <= saint_today and c.next_change > saint_today
      -- nor one that this transaction has changed after so many commands: no version of it can be pruned yet, and each look
      -- for the last one passes all of them
      and (age(c.xmin) > 0 or c.cmin::text::bigint < 200)
      -- nor one that somebody has begun to change a moment ago: if that is over while it is looked at, skip locked waits for the next
      and (c.xmax = c.xmin or age(c.xmax) > 100 or c.xmax = pg_current_xact_id()::xid)
    for no key update skip locked;
    if saint_row is not null then
      if line_new_near then
        update saint_data."order" c set
          as_of = saint_today,
          next_change = least(c.next_change, line_new_date + 30),
          lines = c.lines + 1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.order_statuses(c.*) or saint_data.order_next_change(c.*) < c.next_change
        into saint_turns;
      else
        update saint_data."order" c set
          as_of = saint_today,
          next_change = least(c.next_change, line_new_next_change),
          lines = c.lines + line_new_window1
        where c.ctid = saint_row
        returning c.statuses is distinct from saint_data.order_statuses(c.*) or saint_data.order_next_change(c.*) < c.next_change
        into saint_turns;
      end if;
      if saint_turns then
        -- In a trigger of the CRM the rows of the statement that fired it may not be added yet.
        if pg_trigger_depth() = 1 then
          perform saint_data.order_refresh_statuses(line_new_order_id);
        else
          insert into saint_data.order_dirty (id, difference, weight) values (line_new_order_id, 50628004, 0);
        end if;
      end if;
    elsif line_new_order_id is not null then
      insert into saint_data.order_dirty (id, difference, weight, line_date)
      values
        (line_new_order_id, 50628004, 1, line_new_date);
    end if;
  elsif saint_today is null then
    -- line -> order, named in the row
    insert into saint_data.order_dirty (id)
    select distinct x.id from (
      select (line."Order")::uuid as id from new_rows line
    ) x where x.id is not null;
  elsif saint_many then
    insert into saint_data.order_dirty (id, difference, weight, line_date)
    select x.id, 50628004, sum(x.weight), x.line_date
    from (
      select
        (line."Order")::uuid as id,
        1 as weight,
        line."from" as line_date
      from new_rows line
    ) x
    where x.id is not null
    group by x.id, x.line_date
    having sum(x.weight) <> 0;
  else
    -- at the stricter levels nothing of ours is read
    insert into saint_data.order_dirty (id, difference, weight, line_date)
    select x.id, 50628004, x.weight, x.line_date
    from (
      select
        (line."Order")::uuid as id,
        1 as weight,
        line."from" as line_date
      from new_rows line
    ) x
    where x.id is not null;
  end if;
  return null;
end
$saint$;
-- else the triggers would outlive a drop extension ... cascade, and fail
alter function saint_data.crm_line_0817e9_inserted() depends on extension pg_saint;
