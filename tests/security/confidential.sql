create table crm.company (company_id integer primary key, name text not null, phone text, credit numeric);
create table crm.person (person_id integer primary key, company_id integer, email text);
create index on crm.person (company_id);
create table crm.activity (
    activity_id integer primary key generated always as identity, company_id integer, subject text, on_date date);
create index on crm.activity (company_id);
create table crm.sale (
    sale_id integer primary key generated always as identity, company_id integer, amount numeric, paid numeric,
    stage text, title text, on_date date);
create index on crm.sale (company_id);
create table crm.complaint (
    complaint_id integer primary key generated always as identity, company_id integer, on_date date);
create index on crm.complaint (company_id);
insert into crm.company select n, 'Company ' || n, 'secret phone ' || n, 7654321 * n from generate_series(1, 3) n;
insert into crm.person select n, n, 'p@x' from generate_series(1, 3) n;
insert into crm.activity (company_id, subject, on_date)
    select n, 'secret title ' || n, '2026-05-20' from generate_series(1, 3) n;
insert into crm.sale (company_id, amount, paid, stage, title, on_date)
    select n, 7654321 * n, 7, 'quote', 'PCs', '2026-05-20' from generate_series(1, 3) n;
insert into crm.complaint (company_id, on_date) select n, '2026-05-20' from generate_series(1, 3) n;
grant usage on schema crm to saint_site_writer;
