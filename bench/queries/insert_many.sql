-- 100,000 activities of random companies, dated today.
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
select
  company_id, 2 * company_id, company_id,
  (array['phone', 'mail', 'appointment', 'task'])[1 + i %% 4],
  (array['outgoing', 'incoming'])[1 + i %% 2],
  (array['Sales', 'Service', 'Marketing'])[1 + i %% 3],
  %(today)s::date + interval '10 hours', 'Bulk'
from (
  select i, 1 + floor(random() * %(companies)s)::integer as company_id
  from generate_series(1, %(rows)s) i
  offset 0
) made;
