-- All companies with their cards.
select count(k.statuses), count(k.name) from crm.company c left join saint.company_card k on k.id = c.company_id;
