-- A company with very many moments, one every ten minutes back from today.
insert into crm.activity (company_id, person_id, project_id, type, direction, intention, starts_at, subject)
select 1, 1, 1, 'phone', 'outgoing', 'Sales', %(today)s::date - i * interval '10 minutes', 'Call ' || i
from generate_series(1, %(moments)s::bigint) i
