-- The tables and columns of django-crm-admin that the preset names.
create table auth_user (id int primary key, username varchar);
create table crm_company (
  id bigint primary key, full_name varchar, active boolean, owner_id int, was_in_touch date);
create table crm_contact (
  id bigint primary key, first_name varchar, last_name varchar, email varchar, company_id bigint not null, owner_id int);
create table crm_stage (id bigint primary key, name varchar, success_stage boolean, goods_shipped boolean);
create table crm_deal (
  id bigint primary key, name varchar, stage_id bigint, active boolean, relevant boolean, closing_date date,
  amount numeric(10, 2), company_id bigint, contact_id bigint, owner_id int, next_step varchar, next_step_date date);
create table crm_payment (id bigint primary key, amount numeric, payment_date date, status char(1), deal_id bigint);
create table crm_crmemail (
  id bigint primary key, incoming boolean, sent boolean, trash boolean, subject varchar, creation_date timestamptz,
  company_id bigint, contact_id bigint, deal_id bigint, owner_id int);
create table crm_request (
  id bigint primary key, request_for varchar, "case" boolean, pending boolean, receipt_date date, company_id bigint,
  contact_id bigint, owner_id int);
insert into crm_company values (1, 'Fjord Shipping', true);
insert into crm_deal values (1, 'Ship', null, true, true, null, 5, 1, null, null, 'Call', '2026-05-01');
insert into crm_payment values (1, 5, '2026-05-01', 'r', 1);
insert into crm_crmemail values (1, true, false, false, 'Hello', '2026-05-01', null, null, 1);
