-- The tables and columns of EspoCRM that the preset names: ids are texts of 17 characters.
create table "user" (id varchar(17) primary key, user_name varchar);
create table account (id varchar(17) primary key, name varchar, type varchar, assigned_user_id varchar(17), deleted boolean);
create table contact (
  id varchar(17) primary key, first_name varchar, last_name varchar, account_id varchar(17), assigned_user_id varchar(17),
  deleted boolean);
create table call (
  id varchar(17) primary key, name varchar, status varchar, direction varchar, date_start timestamp,
  account_id varchar(17), assigned_user_id varchar(17), deleted boolean);
create table call_contact (id bigint primary key, call_id varchar(17), contact_id varchar(17), status varchar, deleted boolean);
create table meeting (
  id varchar(17) primary key, name varchar, status varchar, date_start timestamp, date_start_date date,
  account_id varchar(17), assigned_user_id varchar(17), deleted boolean);
create table contact_meeting (id bigint primary key, meeting_id varchar(17), contact_id varchar(17), deleted boolean);
create table task (
  id varchar(17) primary key, name varchar, status varchar, date_end timestamp, date_end_date date,
  account_id varchar(17), contact_id varchar(17), assigned_user_id varchar(17), deleted boolean);
create table opportunity (
  id varchar(17) primary key, name varchar, stage varchar, close_date date, amount double precision,
  amount_currency varchar(3), account_id varchar(17), contact_id varchar(17), assigned_user_id varchar(17), deleted boolean);
create table "case" (
  id varchar(17) primary key, name varchar, status varchar, created_at timestamp, account_id varchar(17),
  contact_id varchar(17), assigned_user_id varchar(17), deleted boolean);
insert into account values ('5f0000000000000a1', 'Fjord Shipping', 'Customer', null, false);
insert into call values ('5f0000000000000c1', 'Call', 'Held', 'Outbound', '2026-05-20', '5f0000000000000a1', null, false);
