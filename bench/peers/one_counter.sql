-- One counter, kept by hand.
create table peers.one_counter (
  company_id integer primary key,
  n bigint not null
) with (fillfactor = 70);
insert into peers.one_counter
select c.company_id, count(a.activity_id)
from crm.company c left join crm.activity a on a.company_id = c.company_id
group by c.company_id;
