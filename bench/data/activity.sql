-- Random companies over 200 weeks, the last four of them after today. A Saturday or a Sunday has a tenth of a working day's
-- activities, so that some days move many records and some few. In order of time, as a CRM's own rows are.
insert into crm.activity
  (company_id, person_id, project_id, type, direction, intention, starts_at, done_at, subject)
select
  company_id, 2 * company_id - (random() < 0.5)::integer, company_id,
  (array['phone', 'mail', 'appointment', 'task'])[1 + floor(random() * 4)::integer],
  case when random() < 0.6 then 'outgoing' else 'incoming' end,
  (array['Sales', 'Service', 'Marketing'])[1 + floor(random() * 3)::integer],
  starts_at,
  case when starts_at <= %(today)s::date and random() < 0.8 then starts_at + interval '1 hour' end,
  'Activity ' || i
from (
  select
    i,
    1 + floor(random() * %(companies)s)::integer as company_id,
    (monday + case when u < 5 then floor(u) else 5 + floor((u - 5) / 0.1) end::integer + time '10:00')
      at time zone 'Europe/Oslo' as starts_at
  from (
    select
      i, random() * 5.2 as u,
      date_trunc('week', %(today)s::date)::date - 7 * 195 + 7 * ((i - 1) * 200 / %(activities)s)::integer as monday
    from generate_series(1, %(activities)s::bigint) i
  ) week
  offset 0
) day;
