-- As a bulk change of every tenth company's activities would.
insert into saint_data.company_dirty (id) select company_id from crm.company where company_id % 10 = 0;
