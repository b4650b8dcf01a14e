-- All companies with a plain table of the same columns.
select count(k.statuses), count(k.name) from crm.company c left join peers.company_card k on k.id = c.company_id;
