-- The ids alone, as a list for a screen would ask for them; aggregated, so that the client's own cost is not measured.
select count(s.id), sum(s.id) from saint.company_status s where s.status = 'neglected_customer';
