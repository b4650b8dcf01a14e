-- to_call (selection.yaml:23): status('quiet') and not status('off') and founded < today - 365
create or replace view saint.selection_to_call as
select
  c.id,
  c.name as name,
  c.outgoing as outgoing,
  c.to_call_last_call as last_call
from saint_data.company c
where not exists (select from saint_data.company_stale s where s.id = c.id)
  and ('quiet' = any(c.statuses))
  and (not false)
  and (c.founded < c.as_of - 365)
union all
select
  s.id,
  l.name,
  l.outgoing,
  l.to_call_last_call
from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live(s.id, saint.today()) l
where ('quiet' = any(l.statuses))
  and (not false)
  and (l.founded < l.as_of - 365);

-- to_call_by_anna (selection.yaml:27): selection('to_call') and owner = 'Anna'
create or replace view saint.selection_to_call_by_anna as
select
  c.id
from saint_data.company c
where not exists (select from saint_data.company_stale s where s.id = c.id)
  and (coalesce(('quiet' = any(c.statuses)) and (not false) and (c.founded < c.as_of - 365), false))
  and (c.owner = 'Anna')
union all
select
  s.id
from (select distinct s.id from saint_data.company_stale s) s cross join lateral saint_data.company_live(s.id, saint.today()) l
where (coalesce(('quiet' = any(l.statuses)) and (not false) and (l.founded < l.as_of - 365), false))
  and (l.owner = 'Anna');
