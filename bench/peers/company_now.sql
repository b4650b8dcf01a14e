-- The columns of definitions/company.yaml as a good query written by hand: dates and windows are computed once per row.
create view peers.company_now as
select
  c.company_id, c.name, c.category,
  coalesce(a.all_period1, 0) as all_period1,
  coalesce(a.all_period2, 0) as all_period2,
  coalesce(a.all_period3, 0) as all_period3,
  coalesce(a.outgoing_period1, 0) as outgoing_period1,
  coalesce(a.outgoing_period2, 0) as outgoing_period2,
  coalesce(a.outgoing_period3, 0) as outgoing_period3,
  coalesce(a.incoming_period1, 0) as incoming_period1,
  coalesce(a.incoming_period2, 0) as incoming_period2,
  coalesce(a.incoming_period3, 0) as incoming_period3,
  coalesce(a.marketing_period1, 0) as marketing_period1,
  coalesce(a.marketing_period2, 0) as marketing_period2,
  coalesce(a.marketing_period3, 0) as marketing_period3,
  coalesce(a.phone_period1, 0) as phone_period1,
  coalesce(a.phone_period2, 0) as phone_period2,
  coalesce(a.phone_period3, 0) as phone_period3,
  coalesce(a.open_period1, 0) as open_period1,
  coalesce(a.open_period2, 0) as open_period2,
  coalesce(a.open_period3, 0) as open_period3,
  coalesce(a.appointment_period1, 0) as appointment_period1,
  coalesce(a.appointment_period3, 0) as appointment_period3
from crm.company c
left join (
  select
    e.company_id,
    count(*) filter (where e.in_period1) as all_period1,
    count(*) filter (where e.in_period2) as all_period2,
    count(*) filter (where e.in_period3) as all_period3,
    count(*) filter (where e.in_period1 and e.direction = 'outgoing') as outgoing_period1,
    count(*) filter (where e.in_period2 and e.direction = 'outgoing') as outgoing_period2,
    count(*) filter (where e.in_period3 and e.direction = 'outgoing') as outgoing_period3,
    count(*) filter (where e.in_period1 and e.direction = 'incoming') as incoming_period1,
    count(*) filter (where e.in_period2 and e.direction = 'incoming') as incoming_period2,
    count(*) filter (where e.in_period3 and e.direction = 'incoming') as incoming_period3,
    count(*) filter (where e.in_period1 and e.intention = 'Marketing') as marketing_period1,
    count(*) filter (where e.in_period2 and e.intention = 'Marketing') as marketing_period2,
    count(*) filter (where e.in_period3 and e.intention = 'Marketing') as marketing_period3,
    count(*) filter (where e.in_period1 and e.type = 'phone') as phone_period1,
    count(*) filter (where e.in_period2 and e.type = 'phone') as phone_period2,
    count(*) filter (where e.in_period3 and e.type = 'phone') as phone_period3,
    count(*) filter (where e.in_period1 and e.done_at is null) as open_period1,
    count(*) filter (where e.in_period2 and e.done_at is null) as open_period2,
    count(*) filter (where e.in_period3 and e.done_at is null) as open_period3,
    count(*) filter (where e.in_period1 and e.type = 'appointment') as appointment_period1,
    count(*) filter (where e.in_period3 and e.type = 'appointment') as appointment_period3
  from (
    select
      d.*,
      d.date > today - 28 and d.date <= today as in_period1,
      d.date > today - 56 and d.date <= today as in_period2,
      d.date > today - 91 and d.date <= today as in_period3
    from (
      select company_id, type, direction, intention, done_at, (starts_at at time zone 'Europe/Oslo')::date as date
      from crm.activity
      where not deleted
      offset 0
    ) d
    cross join peers.clock
    where d.date >= since
    offset 0
  ) e
  group by e.company_id
) a on a.company_id = c.company_id;
