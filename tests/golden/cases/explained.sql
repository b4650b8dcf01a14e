-- company: why a record has a status or not, and when each criterion changes if nobody does anything.
create or replace function saint_data.company_explain(of_status text, of_id text)
returns table (criterion text, value text, met boolean, changes_on date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set extra_float_digits = 1 set datestyle = 'ISO' set intervalstyle = 'postgres' set bytea_output = 'hex' set timezone = 'Europe/Oslo' as $saint$
-- A table of the CRM may be called as a variable is.
#variable_conflict use_column
declare
  r saint_data.company;
  later saint_data.company;
  was boolean[];
  turns date[];
  day date;
  today constant date := saint.today();
  -- a day on which events enter or leave a window, and what that adds to the row
  moved record;
  -- on which an event enters or leaves a window that a criterion looks at, and the ordinals of these criteria
  days date[];
  places integer[];
begin
  select * into r from saint_data.company_live(of_id::integer, saint.today());
  if r.id is null then
    raise exception 'there is no % with id %', 'company', of_id using errcode = 'no_data_found';
  end if;
  select array_agg(k.met order by k.place), array_agg(null::date) into was, turns from saint_data.company_criteria(of_status, r) k;

  -- From day to day what it adds to the row, which is all that days change: of very many events none is read twice.
  if of_status = 'neglected' then
    later := r;
    for moved in
      select
        m.at,
        sum(m.neglected_count_activity)::bigint as neglected_count_activity,
        max(m.neglected_max_activity_date) as neglected_max_activity_date,
        sum(m.neglected_sum_sale_amount) as neglected_sum_sale_amount,
        sum(m.neglected_sum_sale_amount_n)::bigint as neglected_sum_sale_amount_n
      from (
        select
          c.at,

          -- count(activity) filter (where direction = 'outgoing' and date > today - 30 and date <= today)
          sum(d.weight * event.saint_events) filter (where event.direction = 'outgoing' and event.date > d.today - 30 and event.date <= d.today) as neglected_count_activity,

          -- max(activity.date) filter (where date <= today)
          max(cast(event.date as date)) filter (where event.date <= d.today) as neglected_max_activity_date,
          null::numeric as neglected_sum_sale_amount,
          null::bigint as neglected_sum_sale_amount_n
        from (
          -- events that are the same, once
          select e.direction, e.date, count(*) as saint_events
          from (
            select
              activity.direction as direction,
              saint.day_of(activity.starts_at, 'Europe/Oslo') as date
            from crm.activity activity
            where (not activity.deleted) and activity.company_id = $2::integer
            offset 0
          ) e
          group by e.direction, e.date, e.direction::text collate "C"
        ) event
        cross join lateral (
          select distinct v.at
          from (values
            (case when event.date > today - 30 and event.date < cast('290000-01-01' as date) and event.direction = 'outgoing' then event.date + 30 end),
            (case when event.date > today and event.date < cast('290000-01-01' as date) then event.date end)
          ) v (at)
          where v.at is not null
        ) c
        -- what counts on the day, and what counted on the one before
        cross join lateral (values (c.at, 1), (c.at - 1, -1)) d (today, weight)
        group by c.at
        union all
        select
          c.at,
          null::bigint as neglected_count_activity,
          null::date as neglected_max_activity_date,

          -- sum(sale.amount) filter (where status = 'sold' and date > today - 90 and date <= today)
          sum(d.weight * event.saint_events * cast(event.amount as decimal)) filter (where event.status = 'sold' and event.date > d.today - 90 and event.date <= d.today) as neglected_sum_sale_amount,
          sum(d.weight * event.saint_events) filter (where (event.status = 'sold' and event.date > d.today - 90 and event.date <= d.today) and not event.amount is null) as neglected_sum_sale_amount_n
        from (
          -- events that are the same, once
          select e.status, e.date, e.amount, count(*) as saint_events
          from (
            select
              sale.status as status,
              sale.sale_date as date,
              sale.amount as amount
            from crm.sale sale
            where (sale.sale_date > (saint.today()) - 92) and sale.company_id = $2::integer
            offset 0
          ) e
          group by e.status, e.date, e.amount, e.status::text collate "C", e.amount::text collate "C"
        ) event
        cross join lateral (
          select distinct v.at
          from (values
            (case when event.date > today - 90 and event.date < cast('290000-01-01' as date) and event.status = 'sold' then event.date + 90 end),
            (case when event.date > today and event.date < cast('290000-01-01' as date) and event.status = 'sold' then event.date end)
          ) v (at)
          where v.at is not null
        ) c
        -- what counts on the day, and what counted on the one before
        cross join lateral (values (c.at, 1), (c.at - 1, -1)) d (today, weight)
        group by c.at
        union all
        select 'infinity', null::bigint, null::date, null::numeric, null::bigint
      ) m
      group by m.at
      order by m.at
    loop
      -- and the days before it that the row itself names
      loop
        day := least(moved.at, saint_data.company_next_change(later));
        exit when day = 'infinity';
        later.as_of := day;
        if day = moved.at then
          later.neglected_count_activity := later.neglected_count_activity + coalesce(moved.neglected_count_activity, 0);
          later.neglected_max_activity_date := greatest(later.neglected_max_activity_date, moved.neglected_max_activity_date);
          later.neglected_sum_sale_amount := later.neglected_sum_sale_amount + coalesce(moved.neglected_sum_sale_amount, 0);
          later.neglected_sum_sale_amount_n := later.neglected_sum_sale_amount_n + coalesce(moved.neglected_sum_sale_amount_n, 0);
        end if;
        -- NaN and infinity are not taken away by a subtraction, nor are digits after the point
        if not (later.neglected_sum_sale_amount between -1e1000 and 1e1000 and scale(later.neglected_sum_sale_amount) <= 8) then
          select * into later from saint_data.company_live(of_id::integer, day);
        end if;
        select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
          into turns from saint_data.company_criteria(of_status, later) k;
        exit when day = moved.at or array_position(turns, null) is null;
      end loop;
      exit when array_position(turns, null) is null;
    end loop;
    day := 'infinity';
  end if;

  if of_status = 'large' then
    select array_agg(d.at), array_agg(d.place) into days, places from (
      select c.at, c.place
      from (
        select
          sale.sale_date as date,
          sale.amount as amount
        from crm.sale sale
        where (sale.sale_date > (saint.today()) - 92) and sale.company_id = $2::integer
        offset 0
      ) event
      cross join lateral (values
        (case when event.date > today - 90 and event.date < cast('290000-01-01' as date) then event.date + 90 end, 1),
        (case when event.date > today and event.date < cast('290000-01-01' as date) then event.date end, 1)
      ) c (at, place)
      where c.at is not null
    ) d;
  end if;

  -- The record as it will be on each day on which a criterion that has not turned yet may change by itself.
  day := coalesce(day, least((select min(d.at) from unnest(days) d (at)), saint_data.company_next_change(r)));
  while day < 'infinity' and array_position(turns, null) is not null loop
    select * into later from saint_data.company_live(of_id::integer, day);
    select array_agg(coalesce(turns[k.place], case when k.met <> was[k.place] then day end) order by k.place)
      into turns from saint_data.company_criteria(of_status, later) k;
    day := least((select min(d.at) from unnest(days, places) d (at, place) where d.at > day and turns[d.place] is null), saint_data.company_next_change(later));
  end loop;

  return query
  select k.criterion, k.value, k.met, turns[k.place] from saint_data.company_criteria(of_status, r) k order by k.place;
end
$saint$;
