create schema crm;
create table crm.users (user_id integer primary key, full_name text not null);
create table crm.company (
  company_id integer primary key, name text not null, category text, owner_id integer, founded date
);
create table crm.activity (
  company_id integer, activity_id integer, direction text, starts_at timestamptz, deleted boolean not null default false,
  primary key (company_id, activity_id)
);
create table crm.sale (
  company_id integer, sale_id integer, sale_date date, amount numeric(12, 2), status text,
  primary key (company_id, sale_id)
);
