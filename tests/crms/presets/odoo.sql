-- The tables and columns of Odoo 19 that the preset names, with Odoo's types: its times are UTC without a zone.
create table ir_model (id int primary key);
create table res_company (id int primary key, partner_id int);
create table res_users (id int primary key, partner_id int, active boolean);
create table res_partner (
  id int primary key, name varchar, email varchar, phone varchar, is_company boolean, active boolean, type varchar,
  parent_id int, commercial_partner_id int, user_id int);
create table crm_stage (id int primary key, name jsonb, is_won boolean);
create table crm_lead (
  id int primary key, name varchar, type varchar, partner_id int, user_id int, stage_id int, active boolean,
  expected_revenue numeric, date_closed timestamp, date_deadline date);
create table calendar_event (
  id int primary key, name varchar, active boolean, start timestamp, start_date date, user_id int);
create table calendar_event_res_partner_rel (
  calendar_event_id int, res_partner_id int, primary key (calendar_event_id, res_partner_id));
create table mail_activity (
  id int primary key, res_model varchar, res_id int, user_id int, summary varchar, date_deadline date, date_done date,
  active boolean, calendar_event_id int);
create table mail_message (
  id int primary key, model varchar, res_id int, message_type varchar, date timestamp, author_id int, subject varchar,
  mail_activity_type_id int);
create table sale_order (
  id int primary key, name varchar, state varchar, date_order timestamp, amount_untaxed numeric, partner_id int, user_id int);
create table account_move (
  id int primary key, name varchar, move_type varchar, state varchar, payment_state varchar, invoice_date date,
  amount_untaxed_signed numeric, commercial_partner_id int, invoice_user_id int);
create table project_project (id int primary key, name jsonb, active boolean, partner_id int, user_id int, date date);
create table project_task (
  id int primary key, name varchar, active boolean, project_id int, date_deadline timestamp, state varchar);
insert into res_partner (id, name, is_company, active, type, commercial_partner_id) values
  (1, 'Our own company', true, true, 'contact', 1), (2, 'Fjord Shipping', true, true, 'contact', 2),
  (3, 'Kari Moen', false, true, 'contact', 2);
insert into res_company values (1, 1);
insert into sale_order values (1, 'S1', 'sale', '2026-02-01', 100, 3, null);
insert into calendar_event values (1, 'Lunch', true, '2026-01-10 10:00', null, null);
insert into calendar_event_res_partner_rel values (1, 3), (1, 2);
insert into mail_activity values (1, 'res.partner', 2, null, 'Lunch', '2026-01-10', null, true, 1);
