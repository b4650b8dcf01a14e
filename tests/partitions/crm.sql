create schema crm;
create table crm.company (company_id integer primary key, category text);
create table crm.activity (activity_id bigint not null, company_id integer, starts_on date not null, direction text)
    partition by range (starts_on);
create table crm.activity_2025 partition of crm.activity for values from ('2025-01-01') to ('2026-01-01');
-- Two levels: by month in the year.
create table crm.activity_2026 partition of crm.activity for values from ('2026-01-01') to ('2027-01-01')
    partition by range (starts_on);
create table crm.activity_2026_05 partition of crm.activity_2026 for values from ('2026-05-01') to ('2026-06-01');
create index on crm.activity (company_id);
insert into crm.company select n, 'Customer' from generate_series(1, 5) n;
insert into crm.activity select n, 1 + n % 5, date '2025-12-28' + n % 3, 'outgoing' from generate_series(1, 10) n;
insert into crm.activity select n, 1 + n % 5, date '2026-05-20' + n % 10, 'outgoing' from generate_series(11, 20) n;
