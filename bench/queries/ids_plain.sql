-- The same ids from a plain indexed table.
select count(s.id), sum(s.id) from peers.company_status s where s.status = 'neglected_customer';
