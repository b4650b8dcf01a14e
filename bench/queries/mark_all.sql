-- All that is stored of one company is stale.
insert into saint_data.company_dirty (id) values (%(company)s);
