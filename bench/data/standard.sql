-- Each year 25 events for a company: 15 activities, 3 sales, 3 requests, 4 documents; from so many years ago until four
-- weeks ahead, in order of time. A Saturday has a quarter of a working day's, a Sunday a fortieth, so that some days move
-- many records and some few.
create temporary table event as
select i, 1 + floor(random() * %(companies)s)::integer as company_id, day, random() as u
from (
  select
    i,
    %(today)s::date - 365 * %(years)s
      + floor((365 * %(years)s + 28.0) * i / (%(companies)s * 33.0 * %(years)s))::integer as day
  from generate_series(0, %(companies)s * 33 * %(years)s - 1) i
) evenly
where random() < (array[1, 1, 1, 1, 1, 0.25, 0.025])[extract(isodow from day)::integer];
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, done_at, subject)
select
  company_id, 2 * company_id, company_id,
  (array['phone', 'mail', 'appointment', 'task'])[1 + floor(random() * 4)::integer],
  case when random() < 0.6 then 'outgoing' else 'incoming' end,
  (array['Sales', 'Service', 'Marketing'])[1 + floor(random() * 3)::integer],
  day + time '10:00', case when day <= %(today)s::date and random() < 0.8 then day + time '11:00' end, 'Activity ' || i
from event where u < 0.6 order by i;
insert into crm.sale (company_id, sale_date, amount, status)
select
  company_id, day, round((random() * 10000)::numeric, 2),
  case when day > %(today)s::date then 'open' else (array['sold', 'lost', 'open'])[1 + floor(random() * 3)::integer] end
from event where u >= 0.6 and u < 0.72 order by i;
insert into crm.request (company_id, created_at, closed_at)
select company_id, day + time '10:00', case when random() < 0.9 then day + time '12:00' end
from event where u >= 0.72 and u < 0.84 and day <= %(today)s::date order by i;
insert into crm.document (company_id, created_at)
select company_id, day + time '10:00' from event where u >= 0.84 and day <= %(today)s::date order by i;
drop table event;
