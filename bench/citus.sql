-- The CRM of tests/citus with rows in it, and beside it what has nothing of pg_saint: a table of activities, one of statuses.
select create_reference_table('crm.users');
select create_distributed_table('crm.company', 'company_id');
select create_distributed_table('crm.activity', 'company_id', colocate_with => 'crm.company');
select create_distributed_table('crm.sale', 'company_id', colocate_with => 'crm.company');
create table crm.plain_activity (like crm.activity including all);
select create_distributed_table('crm.plain_activity', 'company_id', colocate_with => 'crm.company');
create table crm.plain_status (id integer, status text, primary key (id, status));
create index on crm.plain_status (status);
select create_distributed_table('crm.plain_status', 'id', colocate_with => 'crm.company');
create index on crm.activity (company_id, starts_at);
create index on crm.plain_activity (company_id, starts_at);
create index on crm.sale (company_id, sale_date);

insert into crm.users select n, 'User ' || n from generate_series(1, 20) n;
insert into crm.company
select n, 'Company ' || n, (array['Customer', 'Prospect', null])[1 + n % 3], 1 + n % 20, date '2026-06-01' - n % 400
from generate_series(1, {companies}) n;
insert into crm.activity
select
  1 + n % {companies}, n, (array['outgoing', 'incoming'])[1 + n % 2],
  timestamptz '2026-06-01 12:00+00' - n::bigint * 7919 % 730 * interval '1 day'
from generate_series(1, {companies} * 50) n;
insert into crm.plain_activity select * from crm.activity;
insert into crm.sale
select
  1 + n % {companies}, n, date '2026-06-01' - (n::bigint * 7919 % 730)::integer, 100 + n % 3000,
  (array['sold', 'lost', 'open'])[1 + n % 3]
from generate_series(1, {companies} * 5) n;
analyze crm.company, crm.activity, crm.plain_activity, crm.sale;
