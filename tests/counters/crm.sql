create schema crm;
create table crm.company (company_id int primary key);
create table crm.person (person_id int primary key);
create table crm.project (project_id int primary key);
create table crm.follow_up_type (type_id int primary key, name text, type text, direction text, intention text);
create table crm.activity (
  activity_id int primary key, company_id int, person_id int, project_id int, type_id int, on_date date,
  done boolean not null default false);
create table crm.sale (
  sale_id int primary key, company_id int, person_id int, project_id int, status text, amount numeric, currency text,
  on_date date);
create table crm.document (
  document_id int primary key, company_id int, person_id int, project_id int, template text, on_date date,
  sent boolean not null default false);
create table crm.request (
  request_id int primary key, company_id int, person_id int, category text, on_date date, closed boolean not null default false);
insert into crm.company values (1), (2);
insert into crm.person values (1);
insert into crm.project values (1);
insert into crm.follow_up_type values
  (1, 'Sales call', 'phone', 'outgoing', 'Sales'), (2, 'Support call', 'phone', 'incoming', 'Service'),
  (3, 'Mailing', 'mail', 'outgoing', 'Marketing');
