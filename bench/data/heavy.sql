-- One company more, with so many activities over ten years: a walk-in customer, a mailing list's account.
insert into crm.company (company_id, name, category) values (%(company)s, 'Walk-in customer', 'Customer');
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, done_at, subject)
select
  %(company)s, 1, 1, 'phone', (array['outgoing', 'incoming'])[1 + i %% 2], 'Service', at, at + interval '1 hour', 'Activity ' || i
from (
  select i, saint.today() - 3649 + (i * 3650 / %(events)s)::integer + time '10:00' as at
  from generate_series(0::bigint, %(events)s - 1) i
) made;
