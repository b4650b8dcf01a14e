-- A list of 100 customers with their dialogs.
select count(d.dialog), sum(length(d.dialog::text))
from saint.status_dialogs('company', (
  select array_agg(s.id::text) from (select id from peers.company_status where status = 'neglected_customer' limit 100) s
)) d;
