-- order: one order, computed from the CRM's own tables as of `today`.
create or replace function saint_data.order_live(record_id uuid, today date) returns setof saint_data."order"
language plpgsql stable parallel safe security definer rows 1
set search_path = pg_catalog, pg_temp set jit = off as $saint$
declare
  r saint_data."order";
begin
  for r in
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
        where line."Order" = $1
        -- each value is computed once, not in every filter that reads it
        offset 0
      ) event
      group by event.id
    )
    select
      record.id,
      today,
      least(line.next_change, 'infinity'::date),
      '{}'::text[],
      record."select",
      record.total,
      coalesce(line.lines, 0)
    from record
    left join line on line.id = record.id
  loop
    r.statuses := saint_data.order_statuses(r);
    r.next_change := least(r.next_change, saint_data.order_next_change(r));
    return next r;
  end loop;
end
$saint$;

-- crm."Line": rows that came, went or changed.
create or replace function saint_data.crm_line_0817e9_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $saint$
-- Columns are qualified everywhere; an unqualified name is a variable.
#variable_conflict use_variable
declare
  -- NULL at the stricter levels: there only marks are left, and nothing of ours is read
  saint_today date := case when current_setting('transaction_isolation') = 'read committed' then saint.today() end;
  -- line: what one changed row adds to the records that it names
  line_many boolean;
  line_order_id uuid;
  line_order_id_was uuid;
  line_order_change date;
  line_n_lines bigint;
  line_order_row saint_data."order";
begin
  if tg_op = 'INSERT' then
    select exists (select from new_rows offset 1), n.order_id, n.order_id, n.order_change, n.n_lines
    into line_many, line_order_id, line_order_id_was, line_order_change, line_n_lines
    from (
      select
        e.order_id as order_id,
        least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as order_change,
        case when e.k1 and e.k2 then 1::bigint else 0 end as n_lines
      from (
        select
          line."Order" as order_id,
          line."from" > saint_today - 30 as k1,
          line."from" <= saint_today as k2,
          line."from" as f_date
        from new_rows line
        offset 0
      ) e
    ) n;
  elsif tg_op = 'DELETE' then
    select exists (select from old_rows offset 1), o.order_id, o.order_id, null::date, - o.n_lines
    into line_many, line_order_id, line_order_id_was, line_order_change, line_n_lines
    from (
      select
        e.order_id as order_id,
        least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as order_change,
        case when e.k1 and e.k2 then 1::bigint else 0 end as n_lines
      from (
        select
          line."Order" as order_id,
          line."from" > saint_today - 30 as k1,
          line."from" <= saint_today as k2,
          line."from" as f_date
        from old_rows line
        offset 0
      ) e
    ) o;
  else
    -- an update of what is not mapped ends here
    perform
    from (select line."Order", line."from" from new_rows line limit 1) n
    cross join (select line."Order", line."from" from old_rows line limit 1) o
    where n is distinct from o or exists (select from new_rows offset 1);
    if found then
      select exists (select from new_rows offset 1), n.order_id, o.order_id, n.order_change, n.n_lines - o.n_lines
      into line_many, line_order_id, line_order_id_was, line_order_change, line_n_lines
      from (select n.* from (
        select
          e.order_id as order_id,
          least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as order_change,
          case when e.k1 and e.k2 then 1::bigint else 0 end as n_lines
        from (
          select
            line."Order" as order_id,
            line."from" > saint_today - 30 as k1,
            line."from" <= saint_today as k2,
            line."from" as f_date
          from new_rows line
          offset 0
        ) e
      ) n limit 1) n
      cross join (select o.* from (
        select
          e.order_id as order_id,
          least(case when e.f_date > saint_today - 30 and e.f_date < cast('290000-01-01' as date) and true then e.f_date + 30 end, case when e.f_date > saint_today and e.f_date < cast('290000-01-01' as date) and true then e.f_date end) as order_change,
          case when e.k1 and e.k2 then 1::bigint else 0 end as n_lines
        from (
          select
            line."Order" as order_id,
            line."from" > saint_today - 30 as k1,
            line."from" <= saint_today as k2,
            line."from" as f_date
          from old_rows line
          offset 0
        ) e
      ) o limit 1) o;
    end if;
  end if;

  if not found then
    null;
  elsif not line_many and saint_today is not null then
    if line_order_id = line_order_id_was then
      update saint_data."order" c set
        as_of = saint_today,
        next_change = least(c.next_change, line_order_change),
        lines = c.lines + line_n_lines
      where c.id = (
        -- never wait: a row that somebody holds, is not valid today or has a mark gets a mark
        select k.id from saint_data."order" k
        where k.id = line_order_id and k.as_of <= saint_today and k.next_change > saint_today
          and not exists (select from saint_data.order_dirty m where m.id = line_order_id)
        for no key update skip locked)
      returning c.* into line_order_row;
      if not found then
        insert into saint_data.order_dirty (id) values (line_order_id);
      elsif line_order_row.statuses is distinct from saint_data.order_statuses(line_order_row)
        or saint_data.order_next_change(line_order_row) < line_order_row.next_change then
        perform saint_data.order_settle(line_order_row);
      end if;
    elsif line_order_id is distinct from line_order_id_was then
      insert into saint_data.order_dirty (id)
      select v.id from (values (line_order_id), (line_order_id_was)) v (id) where v.id is not null;
    end if;
  else
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
