-- order: one order, computed from the CRM's own tables as of `today`.
create or replace function saint_data.order_live(record_id uuid, today date) returns setof saint_data."order"
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
begin
  return query
    with record as (
      select
        "order"."Id" as id,
        "order"."select" as "select",
        "order"."Total" as total
      from crm."Order" "order"
      where "order"."Id" = $1
    ),
    line as (
      select
        event.id,

        -- count(line) filter (where date > today - 30 and date <= today)
        count(*) filter (where event.date > today - 30 and event.date <= today) as lines,
        -- the next day on which an event enters or leaves a window
        least(
          min(event.date + 30) filter (where event.date > today - 30 and event.date < cast('290000-01-01' as date)),
          min(event.date) filter (where event.date > today and event.date < cast('290000-01-01' as date))
        ) as next_change
      from (
        select
          line."Order" as id,
          line."from" as date
        from crm."Line" line
        where (line."from" > ($2) - 32) and line."Order" = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    ),
    wide as (
      select
        record.id::uuid as id,
        today as as_of,
        least(line.next_change, 'infinity'::date) as next_change,
        '{}'::text[] as statuses,
        0 as generation,
        record."select"::text as "select",
        record.total::numeric as total,
        coalesce(line.lines, 0) as lines
      from record
      left join line on line.id = record.id
    )
    -- the statuses follow from the row's own values, and so do the days on which they change
    select
      wide.id,
      wide.as_of,
      least(wide.next_change, saint_data.order_next_change(row(wide.*)::saint_data."order")),
      saint_data.order_statuses(row(wide.*)::saint_data."order"),
      wide.generation,
      wide."select",
      wide.total,
      wide.lines
    from wide;
end
$saint$;

-- crm."Line": rows that came, went or changed.
create or replace function saint_data.crm_line_0817e9_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- NULL: only marks are left
  saint_today date := saint_data.delta_day();
  -- of the record that got a delta: whether a status turns, or the next change comes earlier; NULL: it could not be locked
  saint_turns boolean := false;
  -- line: how many rows changed (2: more than one), and the values of a row as it is now and as it was
  line_rows integer;
  line_new_order_id uuid;
  line_new_date date;
  line_new_window1 boolean;
  line_old_order_id uuid;
  line_old_date date;
  line_old_window1 boolean;
  line_new_next_change date;
begin
  -- A column that the CRM has renamed, dropped or made another kind of value must not fail its own write. Asked when this
  -- is planned; it reads the rows' table, so that an ALTER TABLE has it planned again. One row, also where none changed.
  if tg_op = 'DELETE' then
    perform from (select count(*) from old_rows) one where not saint.columns_as_mapped('crm."Line"',
      array['Id', 'Order', 'from'],
      array['uuid', 'uuid', 'date']);
  else
    perform from (select count(*) from new_rows) one where not saint.columns_as_mapped('crm."Line"',
      array['Id', 'Order', 'from'],
      array['uuid', 'uuid', 'date']);
  end if;
  if found then
    insert into saint_data.order_via (hop) values ('all');
    return null;
  end if;

  if tg_op = 'INSERT' then
    select case when exists (select from new_rows offset 1) then 2 else 1 end, line."Order", line."from"
    into line_rows, line_new_order_id, line_new_date
    from new_rows line;
  elsif tg_op = 'DELETE' then
    select case when exists (select from old_rows offset 1) then 2 else 1 end, line."Order", line."from"
    into line_rows, line_old_order_id, line_old_date
    from old_rows line;
  else
    -- an update of what is not mapped ends here
    select case when exists (select from new_rows offset 1) then 2 else 1 end
    into line_rows
    from (select line."Order", line."from" from new_rows line limit 1) n
    cross join (select line."Order", line."from" from old_rows line limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if line_rows = 1 then
      select line."Order", line."from"
      into line_new_order_id, line_new_date
      from new_rows line;
      select line."Order", line."from"
      into line_old_order_id, line_old_date
      from old_rows line;
    end if;
  end if;

  if line_rows = 1 and saint_today is not null then
    if tg_op <> 'DELETE' then
      line_new_window1 := line_new_date > saint_today - 30 and line_new_date <= saint_today;
      line_new_next_change := least(
        case when line_new_date > saint_today - 30 and line_new_date < cast('290000-01-01' as date) and true then line_new_date + 30 end,
        case when line_new_date > saint_today and line_new_date < cast('290000-01-01' as date) and true then line_new_date end
      );
    end if;
    if tg_op <> 'INSERT' then
      line_old_window1 := line_old_date > saint_today - 30 and line_old_date <= saint_today;
    end if;
    if tg_op = 'INSERT' and line_new_order_id is not null then
      update saint_data."order" c set
        as_of = saint_today,
        next_change = least(c.next_change, line_new_next_change),
        lines = c.lines + case when line_new_window1 then 1 else 0 end
      from (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.ctid from saint_data."order" k
        where k.id = line_new_order_id and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from saint_data.order_dirty m where m.id = k.id)
        for no key update skip locked) k
      where c.ctid = k.ctid
      returning c.statuses is distinct from saint_data.order_statuses(c) or saint_data.order_next_change(c) < c.next_change
      into saint_turns;
    elsif tg_op = 'DELETE' and line_old_order_id is not null then
      update saint_data."order" c set
        as_of = saint_today,
        lines = c.lines - case when line_old_window1 then 1 else 0 end
      from (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.ctid from saint_data."order" k
        where k.id = line_old_order_id and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from saint_data.order_dirty m where m.id = k.id)
        for no key update skip locked) k
      where c.ctid = k.ctid
      returning c.statuses is distinct from saint_data.order_statuses(c) or saint_data.order_next_change(c) < c.next_change
      into saint_turns;
    elsif line_new_order_id = line_old_order_id then
      update saint_data."order" c set
        as_of = saint_today,
        next_change = least(c.next_change, line_new_next_change),
        lines = c.lines + case when line_new_window1 then 1 else 0 end - case when line_old_window1 then 1 else 0 end
      from (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.ctid from saint_data."order" k
        where k.id = line_new_order_id and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from saint_data.order_dirty m where m.id = k.id)
        for no key update skip locked) k
      where c.ctid = k.ctid
      returning c.statuses is distinct from saint_data.order_statuses(c) or saint_data.order_next_change(c) < c.next_change
      into saint_turns;
    elsif line_new_order_id is distinct from line_old_order_id then
      insert into saint_data.order_dirty (id)
      select v.id from (values (line_new_order_id), (line_old_order_id)) v (id) where v.id is not null;
    end if;
    if saint_turns is distinct from false then
      if saint_turns then
        perform saint_data.order_settle(coalesce(line_new_order_id, line_old_order_id));
      else
        insert into saint_data.order_dirty (id) values (coalesce(line_new_order_id, line_old_order_id));
      end if;
      saint_turns := false;
    end if;
  elsif line_rows > 0 then
    -- line → order, named in the row
    if tg_op = 'INSERT' then
      insert into saint_data.order_dirty (id)
      select distinct x.id from (
        select (line."Order")::uuid as id from new_rows line
      ) x where x.id is not null;
    elsif tg_op = 'DELETE' then
      insert into saint_data.order_dirty (id)
      select distinct x.id from (
        select (line."Order")::uuid as id from old_rows line
      ) x where x.id is not null;
    else
      with changed as (
        (select line."Id", line."Order", line."from" from old_rows line
         except all select line."Id", line."Order", line."from" from new_rows line)
        union all
        (select line."Id", line."Order", line."from" from new_rows line
         except all select line."Id", line."Order", line."from" from old_rows line)
      )
      insert into saint_data.order_dirty (id)
      select distinct x.id from (
        select (line."Order")::uuid as id from (select "Id", "Order", "from" from changed) line
      ) x where x.id is not null;
    end if;
  end if;
  return null;
end
$saint$;
